import type { Client } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { Operation, Result } from './operation.js';

interface Item {
  readonly status: number;
  readonly error?: { readonly type: string; readonly reason: string };
}

interface Answer {
  readonly items: readonly Readonly<Record<string, Item>>[];
}

/** What became of one write, and whether it may fare better when it is tried again. */
export interface Outcome extends Result {
  readonly errorType?: string | undefined;
}

/** Sends writes in one request, once; resolves with their outcomes in order. */
export async function sendBulk(
  client: Client,
  operations: readonly Operation[],
): Promise<readonly Outcome[]> {
  const answer = await client.transport.request<Answer>(
    {
      method: 'POST',
      path: '/_bulk',
      querystring: { filter_path: 'items.*.status,items.*.error.type,items.*.error.reason' },
      bulkBody: operations.map(linesOf).join(''),
    },
    { maxRetries: 0 },
  );
  if (answer.items.length !== operations.length)
    throw new InternalError('_bulk answered other than it was asked');
  return answer.items.map(outcomeOf);
}

function linesOf({ action, document }: Operation): string {
  return document === undefined ? `${action}\n` : `${action}\n${document}\n`;
}

function outcomeOf(item: Readonly<Record<string, Item>>): Outcome {
  const [outcome] = Object.values(item);
  if (outcome === undefined) throw new TypeError('an item of _bulk has an outcome');
  const { status, error } = outcome;
  return { status, reason: error?.reason, errorType: error?.type };
}
