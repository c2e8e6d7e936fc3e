import { createPlatform } from '@memex/adapter-platform';
import type { Platform } from '@memex/core/ports';
import { type FakePlatform, type PlatformData, startFakePlatform } from '@memex/test-services';

/** The key that the services require. */
export const KEY = 'a-secret-key';
let services: FakePlatform | undefined;

/** Stops what {@link start} started. */
export async function stop(): Promise<void> {
  await services?.stop();
}

/** Starts services with data, and a client with short delays and timeouts. */
export async function start(
  data: Partial<PlatformData> = {},
  timeoutMs = 5_000,
): Promise<{ platform: Platform; fake: FakePlatform }> {
  services = await startFakePlatform(KEY, data);
  const retry = { retries: 4, firstDelayMs: 2, maxDelayMs: 50 };
  const platform = createPlatform({ instance: services.instance, apiKey: KEY, retry, timeoutMs });
  return { platform, fake: services };
}

export async function collect<A>(items: AsyncIterable<A>): Promise<readonly A[]> {
  const collected: A[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** More than two pages. */
export const tasks = Array.from({ length: 250 }, (_, n) => ({
  id: `t${n}`,
  appId: 'app',
  requesterId: `u${n % 3}`,
  _creationTs: n,
  ...(n % 2 === 0 ? { closeTs: n + 10 } : {}),
  attributes: { big: n },
}));
