import type { Answer, Client } from '../src/client.js';
import { membersOf } from '../src/members.js';
import { walk } from '../src/walk.js';
import { MAIN_PROJECT, MONTH_END, MONTH_START } from './traffic.js';

const PAGE = '1000';

const MONTH = {
  project: MAIN_PROJECT,
  fromTime: new Date(MONTH_START).toISOString(),
  toTime: new Date(MONTH_END - 1).toISOString(),
};

/** Reads the first pages of the month of the largest project. */
export async function readPages(client: Client, most: number): Promise<void> {
  let pages = 0;
  for await (const _ of walk(client, '/messages', { ...MONTH, maxSize: PAGE })) if (++pages === most) break;
}

/** Finds a message by its trace id. */
export async function find(client: Client, traceId: string): Promise<void> {
  const answer = await client.send({ path: '/message', query: { traceId } });
  if (answer.status !== 200) throw refused(answer);
}

/** Asks questions in one call. Their results, in order. */
export async function ask(client: Client, descriptors: readonly object[]): Promise<readonly unknown[]> {
  const answer = await client.send({ method: 'POST', path: '/analytics/query', json: descriptors });
  if (answer.status !== 200 || !Array.isArray(answer.body)) throw refused(answer);
  return answer.body;
}

/** Erases a user; how many messages that took away. */
export async function erase(client: Client, userId: string): Promise<number> {
  const answer = await client.send({ method: 'DELETE', path: '/messages', query: { userId } });
  if (answer.status !== 200) throw refused(answer);
  return Number(membersOf(answer.body).deleted);
}

function refused(answer: Answer): Error {
  return new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
}
