import type { AppendOptions, Limits } from '@memex/core';
import { decode, LabelsCodec, RecordCodec } from '@memex/core/model';
import type { BatchOutcome } from '@memex/core/ports';
import type { BodyLimits } from '../request/body.js';
import { type Answer, statusAnswer } from '../response/answer.js';
import { statusExample, TRACE_ID } from './answer-examples.js';
import type { Call, Success } from './route.js';

/** Limit for the bytes of a batch, after decompression. */
export const MAX_BATCH_BYTES = 16 * 1_048_576;

const AppendQuery = new RecordCodec('AppendQuery', {
  partial: { codec: new LabelsCodec('Switch', ['true', 'false']), fallback: null },
});

/** The parameters of routes that store a batch. */
export const APPEND_FIELDS = AppendQuery.fields;

const traceId = { type: 'string' };
const issues = {
  type: 'array',
  items: {
    type: 'object',
    properties: { path: { type: 'string' }, message: { type: 'string' } },
    required: ['path', 'message'],
  },
};

export const APPEND_SUCCESSES: readonly Success[] = [
  {
    status: 201,
    description: 'Every entry is stored. The trace ids are in the order of the batch.',
    content: { kind: 'status', fields: { traceIds: { type: 'array', items: traceId } } },
    example: statusExample('Created: messages stored', { traceIds: [TRACE_ID] }, 201),
  },
  {
    status: 207,
    description:
      'With `partial=true`: the well-formed entries are stored. The others have null in place of a trace id.',
    content: {
      kind: 'status',
      fields: { traceIds: { type: 'array', items: { type: ['string', 'null'] } }, errors: issues },
    },
    example: statusExample(
      'Partial: 1 of 2 messages stored',
      { traceIds: [TRACE_ID, null], errors: [{ path: '[1].userId', message: 'is required' }] },
      207,
    ),
  },
];

/** The limits for the body of a batch. */
export function batchLimits({ limits }: Appends): BodyLimits {
  return { bytes: MAX_BATCH_BYTES, items: limits.batchEntries };
}

/** Stores batches of messages or logs. */
interface Appends {
  readonly limits: Limits;
  append(input: unknown, options: AppendOptions): Promise<readonly string[]>;
  appendPartial(input: unknown, options: AppendOptions): Promise<BatchOutcome>;
}

export async function appendAnswer(
  target: Appends,
  what: 'messages' | 'logs',
  { parameters, body, options }: Call,
): Promise<Answer> {
  const { partial } = decode(AppendQuery, parameters);
  if (partial !== 'true') {
    return statusAnswer(201, `Created: ${what} stored`, { traceIds: await target.append(body, options) });
  }
  const { traceIds, issues: errors } = await target.appendPartial(body, options);
  const stored = traceIds.filter((id) => id !== null).length;
  return statusAnswer(207, `Partial: ${stored} of ${traceIds.length} ${what} stored`, { traceIds, errors });
}
