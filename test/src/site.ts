import { ownRedis, type ServerNode } from '@memex/test-services';
import { type Client, createClient } from './client.js';
import { createFolder } from './folder.js';
import { type Command, type Server, startBeside, startServer } from './server.js';

type Environment = Readonly<Record<string, string>>;

/** What an operator runs with a broker: a Redis, a server that only queues, and as many workers and beats as a test starts. */
export interface Site extends AsyncDisposable {
  readonly redis: ServerNode;
  readonly server: Server;
  readonly client: Client;
  /** What every process of it is configured with. */
  readonly environment: Environment;
  start(command: 'worker' | 'beat', more?: Environment): Promise<Command>;
}

/**
 * @param environment - Of every process of the site, beside store and broker.
 * @param broker - The Redis of the site, which it ends; one of its own where absent.
 */
export async function startSite(environment: Environment = {}, broker?: ServerNode): Promise<Site> {
  const folder = await createFolder();
  const redis = broker ?? (await ownRedis());
  const shared = { STORE: 'embedded', STORE_PATH: folder.path, BROKER_URL: redis.url, ...environment };
  const server = await startServer({ folder: folder.path, environment: shared });
  const client = createClient(server.url);
  const besides: Command[] = [];
  return {
    redis,
    server,
    client,
    environment: shared,
    start: async (command, more = {}) => {
      const process = await startBeside(command, { ...shared, ...more });
      besides.push(process);
      return process;
    },
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      for (const process of [...besides, server]) await process[Symbol.asyncDispose]();
      await redis.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
