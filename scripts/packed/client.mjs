import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, memoryBuffer, UnsentError } from '@memex/client';
import { diskBuffer } from '@memex/client/disk';
import { indexedDbBuffer } from '@memex/client/indexed-db';
import { createMessageLogger } from '@memex/client/message-logger';
import { testClient } from '@memex/client/testing';

const logger = createMessageLogger({
  send: async () => ({ nextCursor: undefined, decode: (read) => read({ id: 'a-1' }) }),
});
const timespan = { type: 'moving', value: '7d' };
const id = await logger.define({
  project: 'app',
  timespan,
  type: 'count',
  dimension: 'user',
  metric: 'total',
});
if (id !== 'a-1') throw new Error(`the analytic has the id ${id}`);

const client = createClient({
  url: 'http://127.0.0.1:1',
  project: 'app',
  buffer: memoryBuffer({ maxBytes: 10_000 }),
});
client.request({ messageId: 'm1', channel: 'WEB', userId: 'anna' });
const outcome = await client.close({ timeout: 10 }).catch((error) => error);
if (!(outcome instanceof UnsentError) || outcome.entries.length !== 1)
  throw new Error(`nobody listens there, and yet closing said ${outcome}`);

const folder = mkdtempSync(join(tmpdir(), 'memex-packed-buffer-'));
const lasting = createClient({ url: 'http://127.0.0.1:1', project: 'app', buffer: diskBuffer({ folder }) });
lasting.request({ messageId: 'm1', channel: 'WEB', userId: 'anna' });
await lasting.close({ timeout: 10 });
const left = readdirSync(folder);
rmSync(folder, { recursive: true });
if (left.length !== 1) throw new Error(`the folder of the buffer holds ${left}`);

const tested = testClient();
tested.request({ messageId: 'm1', channel: 'WEB', userId: 'anna' });
await tested.close();
if (tested.storedMessages().length !== 1) throw new Error('a test client stored nothing');

if (typeof indexedDbBuffer().open !== 'function') throw new Error('there is no buffer for browsers');
