import type { Client } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { ServerError } from '../cluster/failure.js';

/** One write for `_bulk`: an action line and, unless it deletes, a line with the document. */
export interface BulkLines {
  readonly action: string;
  readonly document?: string | undefined;
  /** The approximate size of both lines. */
  readonly bytes: number;
}

/** The outcome of a write: its status and, if it failed, the error. */
export type WriteOutcome = ServerError;

interface Item {
  readonly status: number;
  readonly error?: Omit<ServerError, 'status'>;
}

interface Answer {
  readonly items: readonly Readonly<Record<string, Item>>[];
}

/** The answer to more writes than this is filtered. The filter takes time, so that it only pays if it shortens a long answer. */
const UNFILTERED = 32;

const FIELDS = ['status', 'error.type', 'error.reason', 'error.index']
  .map((field) => `items.*.${field}`)
  .join(',');

const ALIASES_ONLY = { require_alias: true };

/**
 * Sends writes in one request, without a retry. Resolves with their outcomes in order. Documents go to aliases only,
 * unless their line says otherwise: Elasticsearch rejects a write to an alias that does not exist, instead of
 * creating an index of that name.
 */
export async function sendBulk(
  client: Client,
  writes: readonly BulkLines[],
): Promise<readonly WriteOutcome[]> {
  const answer = await client.transport.request<Answer>(
    {
      method: 'POST',
      path: '/_bulk',
      querystring: writes.length > UNFILTERED ? { ...ALIASES_ONLY, filter_path: FIELDS } : ALIASES_ONLY,
      bulkBody: writes.map(textOf).join(''),
    },
    { maxRetries: 0 },
  );
  if (answer.items.length !== writes.length)
    throw new InternalError('the answer to _bulk has another number of items than the request');
  return answer.items.map(outcomeOf);
}

function textOf({ action, document }: BulkLines): string {
  return document === undefined ? `${action}\n` : `${action}\n${document}\n`;
}

function outcomeOf(item: Readonly<Record<string, Item>>): WriteOutcome {
  const [outcome] = Object.values(item);
  if (outcome === undefined) throw new TypeError('an item of _bulk has an outcome');
  return { ...outcome.error, status: outcome.status };
}
