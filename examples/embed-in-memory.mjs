// Memex inside another service, in memory only: for tests, and to try it out.
import { createMemex, readMessage } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';

const memex = createMemex({ store: createMemoryStore() });
await memex.start();
const sent = /** @type {const} */ ({
  type: 'request',
  messageId: 'm1',
  channel: 'WEB',
  userId: 'anna',
  project: 'app',
  timestamp: '2026-11-20T10:15:00Z',
});
const [traceId] = await memex.messages.append([sent]);
console.log(readMessage(await memex.messages.find({ traceId })));
await memex.stop();
