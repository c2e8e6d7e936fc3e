import { createServer, request } from 'node:http';
import { createPlatform } from '@memex/adapter-platform';
import { loggerCases } from '@memex/core/testing';
import { freePort } from '@memex/test-services';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { createFolder, type Folder } from '../src/folder.js';
import { post, traceIdsOf } from '../src/posting.js';
import { type Server, startServer } from '../src/server.js';

/** A server as the platform shows it to clients: below `/logger`. */
describe('a client of the platform finds in Memex what it expects of the logger', () => {
  let folder: Folder;
  let server: Server;
  let client: Client;
  let instance: string;
  const gateway = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '', headers } = incoming;
    const onward = request(
      new URL(url.replace(/^\/logger/, ''), server.url),
      { method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });

  beforeAll(async () => {
    folder = await createFolder();
    server = await startServer({ folder: folder.path });
    client = createClient(server.url);
    const port = await freePort();
    await new Promise<void>((done) => gateway.listen(port, '127.0.0.1', done));
    instance = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    gateway.close();
    gateway.closeAllConnections();
    await client[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  for (const { name, run } of loggerCases) {
    test(name, () =>
      run({
        logger: createPlatform({ instance, apiKey: 'any' }).logger,
        append: async (messages) => void traceIdsOf(await post(client, messages)),
      }),
    );
  }
});
