import autocannon from 'autocannon';
import { createSamples } from '../src/samples.js';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Each connection sends them in turn, again and again. */
  readonly requests: readonly autocannon.Request[];
}

/** Sends requests as fast as they are answered; how many are answered a second. Throws where one fails. */
export async function answersASecond({ url, connections, seconds, requests }: Load): Promise<number> {
  const result = await autocannon({ url, connections, duration: seconds, requests: [...requests] });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.sent} requests to ${url} failed`);
  return result['2xx'] / result.duration;
}

const BODIES = 200;

/** Posts of so many sample messages each, of some project. */
export function postsOf(batch: number, samples?: Parameters<typeof createSamples>[0]): Load['requests'] {
  const make = createSamples(samples);
  return Array.from({ length: BODIES }, () => ({
    method: 'POST' as const,
    path: '/messages',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(make(batch)),
  }));
}
