// Adds messages to a buffer on disk for ever, and prints the id of each once it is added. For tests that kill it.
import { writeSync } from 'node:fs';
import { createClient } from '@memex/client';
import { diskBuffer } from '@memex/client/disk';

const [, , url, folder, prefix] = process.argv;
const client = createClient({
  url,
  project: 'app',
  buffer: diskBuffer({ folder }),
  batch: { entries: 50, concurrency: 4 },
});
for (let n = 0; ; n++) {
  const messageId = `${prefix}-${n}`;
  client.request({ messageId, channel: 'WEB', userId: `u${n % 7}`, timestamp: '2026-11-01T00:00:00Z' });
  writeSync(1, `${messageId}\n`);
  if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
}
