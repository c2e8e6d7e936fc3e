import { isMissing, type ServerNode, startRedis } from '@memex/test-services';
import { temporaryFolder } from './memex-process.js';

/** A Redis and a folder of a test's own, and the settings of processes that use both. */
export interface OwnBroker extends AsyncDisposable {
  readonly redis: ServerNode;
  readonly settings: Readonly<Record<string, string>>;
}

export async function startOwnBroker(): Promise<OwnBroker> {
  const cluster = await startRedis();
  const redis = isMissing(cluster) ? undefined : cluster.nodes[0];
  if (redis === undefined) throw new Error('Redis did not start');
  const folder = await temporaryFolder();
  return {
    redis,
    settings: { BROKER_URL: redis.url, STORE: 'embedded', STORE_PATH: folder.path },
    [Symbol.asyncDispose]: async () => {
      await redis.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
