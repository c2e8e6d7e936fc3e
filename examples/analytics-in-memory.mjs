// Analytics with a store and nothing else: no server, no queue. Who wrote, day by day, on the calendars of Rome.
import { createAnalytics, createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';

const store = createMemoryStore();
const memex = createMemex({ store });
await memex.start();
const sent = { type: 'request', channel: 'WEB', project: 'app' };
await memex.messages.append([
  { ...sent, messageId: 'm1', userId: 'anna', timestamp: '2026-03-28T22:59:59Z' },
  { ...sent, messageId: 'm2', userId: 'anna', timestamp: '2026-03-28T23:00:00Z' },
  { ...sent, messageId: 'm3', userId: 'ben', timestamp: '2026-03-29T21:59:59Z' },
]);

const analytics = createAnalytics({ store, zone: 'Europe/Rome' });
const timespan = { type: 'fixed', start: '2026-03-28T00:00:00+01:00', end: '2026-03-30T00:00:00+02:00' };
const users = { project: 'app', timespan, type: 'count', dimension: 'user' };
console.log(await analytics.compute({ ...users, metric: 'active', interval: 'day' }));
console.log(await analytics.compute({ ...users, metric: 'new', interval: 'day' }));
await memex.stop();
