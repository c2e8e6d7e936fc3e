// Memex inside another service, with the embedded store. Acknowledged messages survive the process.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';

const memex = createMemex({ store: createSqliteStore({ path: await mkdtemp(join(tmpdir(), 'memex-')) }) });
await memex.start();
const message = /** @type {const} */ ({
  type: 'request',
  channel: 'WEB',
  userId: 'anna',
  project: 'app',
  timestamp: '2026-11-20T10:15:00Z',
});
await memex.messages.append(
  [1, 2, 3].map((n) => ({
    ...message,
    messageId: `m${n}`,
    content: /** @type {const} */ ({ type: 'text', value: `line ${n}` }),
  })),
);

// Pages of two, to the end.
const query = { project: 'app', fromTime: '2026-11-20', toTime: '2026-11-21', maxSize: 2 };
for await (const { messageId, content } of memex.messages.all(query)) console.log(messageId, content);
console.log('erased', await memex.messages.eraseUser({ userId: 'anna' }));
await memex.stop();
