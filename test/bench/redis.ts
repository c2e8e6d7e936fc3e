import { isMissing, startRedis } from '@memex/test-services';

/** The address of a Redis of one's own, that is killed at the end of its scope. */
export interface OwnRedis extends AsyncDisposable {
  readonly url: string;
}

export async function ownRedis(): Promise<OwnRedis> {
  const redis = await startRedis();
  if (isMissing(redis)) throw new Error(`this row needs ${redis.missing}`);
  return { url: redis.nodes[0]?.url ?? '', [Symbol.asyncDispose]: redis.stop };
}
