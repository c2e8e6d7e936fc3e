// Appends batches of ten messages with four callers. Prints the trace ids of each batch as soon as it is acknowledged.
// Parameters: folder, project, batches (0: endless), idempotency key of the first batch (optional).
import { createSqliteStore } from '@memex/adapter-sqlite';
import { messageEntry } from '@memex/core/testing';

const [path, project, batches, key] = process.argv.slice(2);
const store = createSqliteStore({ path });
await store.start();
let left = batches === '0' ? Number.POSITIVE_INFINITY : Number(batches);
const makeEntries = () => Array.from({ length: 10 }, () => messageEntry({ project }));
const print = (traceIds) => process.stdout.write(`${traceIds.join(' ')}\n`);
const append = async () => print(await store.messages.append({ entries: makeEntries() }));
if (key) {
  const batch = { key, fingerprint: 'same', form: 'whole', entries: makeEntries(), issues: [] };
  print((await store.messages.appendOnce(batch)).traceIds);
}
await Promise.all(
  [1, 2, 3, 4].map(async () => {
    while (left-- > 0) await append();
  }),
);
await store.stop();
