// Analytics with a store alone, without a server and a queue: how many users wrote each day, in the time zone of Rome.
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';

const memex = createMemex({ store: createMemoryStore(), timeZone: 'Europe/Rome' });
await memex.start();
const sent = /** @type {const} */ ({ type: 'request', channel: 'WEB', project: 'app' });
await memex.messages.append([
  { ...sent, messageId: 'm1', userId: 'anna', timestamp: '2026-03-28T22:59:59Z' },
  { ...sent, messageId: 'm2', userId: 'anna', timestamp: '2026-03-28T23:00:00Z' },
  { ...sent, messageId: 'm3', userId: 'ben', timestamp: '2026-03-29T21:59:59Z' },
]);

const users = /** @type {const} */ ({
  project: 'app',
  timespan: { type: 'fixed', start: '2026-03-28T00:00:00+01:00', end: '2026-03-30T00:00:00+02:00' },
  type: 'count',
  dimension: 'user',
});
console.log(await memex.analytics.compute({ ...users, metric: 'active', interval: 'day' }));
console.log(await memex.analytics.compute({ ...users, metric: 'new', interval: 'day' }));
await memex.stop();
