// Analytics with the library and the embedded store, without HTTP and a broker. `compute` computes a descriptor at once. A defined analytic is
// computed on request, and any process that opens the folder finds its latest result.
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';

const store = createSqliteStore({ path: process.argv[2] ?? './memex-data' });
const memex = createMemex({ store, timeZone: 'Europe/Rome' });
const { messages, analytics } = memex;
await memex.start();
const sent = /** @type {const} */ ({
  type: 'request',
  channel: 'WEB',
  project: 'shop',
  timestamp: '2026-03-28T12:00:00Z',
});
await messages.append([
  { ...sent, messageId: 'm1', userId: 'anna', metadata: { basket: 12.5 } },
  { ...sent, messageId: 'm2', userId: 'anna', metadata: { basket: 20 }, intent: { name: 'default' } },
  { ...sent, messageId: 'm3', userId: 'ben', metadata: { basket: 'none' } },
]);

const { aggregation } = await analytics.compute({
  project: 'shop',
  timespan: { type: 'moving', value: 'all' },
  type: 'aggregation',
  field: 'metadata.basket',
  aggregation: 'stats',
  filters: [{ field: 'userId', operation: 'term', value: 'anna' }],
});
console.log(aggregation);

const id = await analytics.define({
  project: 'shop',
  timespan: { type: 'fixed', start: '2026-03-28', end: '2026-03-29' },
  type: 'count',
  dimension: 'dialogue',
  metric: 'fallback',
});
await analytics.update(id);
console.log(await analytics.find({ id }));
await memex.stop();
