// Analytics on the embedded store by the library alone: no HTTP, no queue. A descriptor is computed on the spot with `compute`; one that is
// kept is computed again when it is told to, and found with its latest result, by whatever process opens the folder.
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createAnalytics, createMemex } from '@memex/core';
import { Descriptor, decode } from '@memex/core/model';
import { absentPlatform, compute, systemClock } from '@memex/core/toolkit';

const store = createSqliteStore({ path: process.argv[2] ?? './memex-data' });
const memex = createMemex({ store });
await memex.start();
const sent = { type: 'request', channel: 'WEB', project: 'shop', timestamp: '2026-03-28T12:00:00Z' };
await memex.messages.append([
  { ...sent, messageId: 'm1', userId: 'anna', metadata: { basket: 12.5 } },
  { ...sent, messageId: 'm2', userId: 'anna', metadata: { basket: 20 }, intent: { name: 'default' } },
  { ...sent, messageId: 'm3', userId: 'ben', metadata: { basket: 'none' } },
]);

const question = decode(Descriptor, {
  project: 'shop',
  timespan: { type: 'moving', value: 'all' },
  type: 'aggregation',
  field: 'metadata.basket',
  aggregation: 'stats',
  filters: [{ field: 'userId', operation: 'term', value: 'anna' }],
});
const { messages, analysis } = store;
const sources = { messages, analysis, platform: absentPlatform, clock: systemClock, zone: 'Europe/Rome' };
console.log(await compute(question, sources));

const analytics = createAnalytics({ store, zone: 'Europe/Rome' });
const timespan = { type: 'fixed', start: '2026-03-28', end: '2026-03-29' };
const id = await analytics.define({
  project: 'shop',
  timespan,
  type: 'count',
  dimension: 'dialogue',
  metric: 'fallback',
});
await analytics.update(id);
console.log(await analytics.find({ id }));
await memex.stop();
