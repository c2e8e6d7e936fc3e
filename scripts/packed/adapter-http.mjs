import assert from 'node:assert/strict';
import { createApp, createServer } from '@memex/adapter-http';
import { parseApiKeys } from '@memex/adapter-http/api-keys';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';

const memex = createMemex({ store: createMemoryStore() });
const server = createServer(createApp(memex, { apiKeys: parseApiKeys('key') }), {
  host: '127.0.0.1',
  port: 0,
});
await memex.start();
await server.start();
assert.equal((await fetch(`${server.url}/ready`)).status, 200);
assert.equal((await fetch(`${server.url}/documentation/ui`)).status, 200);
assert.equal((await fetch(`${server.url}/message?traceId=x`)).status, 401);
await server.stop();
await memex.stop();
