// Appends batches of ten messages by four callers and prints the trace ids of each as soon as it is acknowledged.
// Parameters: folder, project, batches (0: without end), idempotency key of the first batch or nothing.
import { createSqliteStore } from '@memex/adapter-sqlite';
import { messageEntry } from '@memex/core/conformance';

const [path, project, batches, key] = process.argv.slice(2);
const store = createSqliteStore({ path });
await store.start();
let left = batches === '0' ? Number.POSITIVE_INFINITY : Number(batches);
const append = async (idempotency) => {
  const entries = Array.from({ length: 10 }, () => messageEntry({ project }));
  const traceIds = await store.messages.append({ entries, idempotency });
  process.stdout.write(`${traceIds.join(' ')}\n`);
};
if (key) await append({ key, fingerprint: 'same' });
await Promise.all(
  [1, 2, 3, 4].map(async () => {
    while (left-- > 0) await append();
  }),
);
await store.stop();
