// Adds messages to a client with a buffer on disk, and prints the number of each once it is added. P32 kills it.
import { writeSync } from 'node:fs';
import { createClient } from '@memex/client';
import { diskBuffer } from '@memex/client/disk';

const [, , url, folder, first, count] = process.argv;
const client = createClient({
  url,
  project: 'app',
  buffer: diskBuffer({ folder }),
  batch: { concurrency: 4 },
});
const end = Number(first) + Number(count);
for (let n = Number(first); n < end; n++) {
  client.request({
    messageId: `m${n}`,
    channel: 'WEB',
    userId: `u${n % 100}`,
    timestamp: new Date(Date.UTC(2026, 0, 1) + n),
    content: { type: 'text', value: `Is it ${n}?` },
  });
  writeSync(1, `${n}\n`);
  if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
await client.close({ timeout: 60_000 });
