import assert from 'node:assert/strict';
import { createApp, createServer } from '@memex/adapter-http';
import { parseApiKeys } from '@memex/adapter-http/api-keys';
import { createMonitoringServer } from '@memex/adapter-http/monitoring';
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

const monitoring = createMonitoringServer({
  host: '127.0.0.1',
  port: 0,
  metrics: { contentType: 'text/plain', text: async () => 'up 1' },
  probes: { store: memex },
});
await monitoring.start();
assert.equal(await (await fetch(`${monitoring.url}/metrics`)).text(), 'up 1');
await monitoring.stop();
await memex.stop();
