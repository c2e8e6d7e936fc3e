import type { DescriptorInput } from '@memex/core';
import type { AnalyticResult } from '@memex/core/model';
import type { Answer, Client } from './client.js';
import { membersOf } from './members.js';
import { SAMPLE_PROJECT } from './samples.js';
import { until } from './wait.js';
import { textField } from './walk.js';

/** How many users the samples have; a count of anything else is told by its fields. */
export const USERS = {
  project: SAMPLE_PROJECT,
  timespan: { type: 'moving', value: 'all' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
} as const satisfies DescriptorInput;

/** How many tasks there are: the platform knows, and takes its time where a test wants a job to run long. */
export const TASKS: DescriptorInput = { ...USERS, dimension: 'task', metric: 'new' };

/** Defines analytics of one descriptor; their ids. */
export function define(client: Client, descriptor: DescriptorInput, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await client.send({ method: 'POST', path: '/analytic', json: descriptor });
      return textField(answer.body, 'id');
    }),
  );
}

/** Has one analytic computed, or all. */
export function compute(client: Client, id?: string): Promise<Answer> {
  const query = id === undefined ? {} : { query: { id } };
  return client.send({ method: 'POST', path: '/analytic/compute', ...query });
}

/** The results of analytics once they all have one that was made after an instant, in the form of results. */
export function results(
  client: Client,
  ids: readonly string[],
  after: string = '',
  patienceMs = 60_000,
): Promise<readonly AnalyticResult[]> {
  return until(
    `${ids.length} results`,
    async () => {
      const found: AnalyticResult[] = [];
      for (const id of ids) {
        const result = await resultOf(client, id);
        if (result === undefined || result.creationDt <= after) return undefined;
        found.push(result);
      }
      return found;
    },
    patienceMs,
  );
}

async function resultOf(client: Client, id: string): Promise<AnalyticResult | undefined> {
  const { body } = await client.send({ path: '/analytic', query: { id } });
  const { result } = membersOf(body);
  return isResult(result) ? result : undefined;
}

function isResult(result: unknown): result is AnalyticResult {
  return typeof result === 'object' && result !== null && 'creationDt' in result;
}
