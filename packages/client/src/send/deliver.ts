import type { OpenBuffer, SealedBatch } from '../buffer/buffer.js';
import { answerError, type Transport, type WireRequest } from '../http/fetch-api.js';
import { isPassingStatus } from '../http/passing.js';
import { type AnswerError, UnreachableError } from '../model/errors.js';

/** What became of one entry. */
export type Outcome =
  /** `traceId` is undefined where the entry was found stored already. */
  | { readonly stored: true; readonly traceId: string | undefined }
  | { readonly stored: false; readonly status: number; readonly reason: string };

const TOO_LARGE = 413;

/** Which entries of a batch, and the key that they are sent with: another choice has another key. */
export interface Part {
  readonly key: string;
  readonly entries: readonly string[];
}

/**
 * Sends a part of a batch: one outcome for each entry, in order. What is too large is sent as halves, and from then on always: were it sent
 * whole later, to a server that takes more, the half that is stored would be stored again.
 *
 * @throws AnswerError, UnreachableError where the same may succeed later.
 */
export async function deliver(
  transport: Transport,
  buffer: OpenBuffer,
  batch: SealedBatch,
  part: Part,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const { key, entries } = part;
  if (entries.length === 0) return [];
  const isDivisible = entries.length > 1;
  if (!(isDivisible && buffer.isSplit(batch, key))) {
    const { request, answer } = await post(transport, batch, part, signal);
    if (answer.status === 201 || answer.status === 207)
      return outcomesOf(request, answer.text, entries.length);
    const error = answerError(request, answer);
    if (isPassingStatus(answer.status)) throw error;
    if (answer.status !== TOO_LARGE || !isDivisible) return entries.map(() => refusedBy(error));
    buffer.markSplit(batch, key);
  }
  const middle = Math.ceil(entries.length / 2);
  const halves: readonly Part[] = [
    { key: `${key}.0`, entries: entries.slice(0, middle) },
    { key: `${key}.1`, entries: entries.slice(middle) },
  ];
  const outcomes: Outcome[] = [];
  for (const half of halves) outcomes.push(...(await deliver(transport, buffer, batch, half, signal)));
  return outcomes;
}

async function post(
  transport: Transport,
  { kind }: SealedBatch,
  { key, entries }: Part,
  signal: AbortSignal,
) {
  const request = {
    method: 'POST',
    path: `/${kind}?partial=true`,
    headers: { 'idempotency-key': key },
    body: `[${entries.join(',')}]`,
  };
  return { request, answer: await transport(request, signal) };
}

function refusedBy({ status, reason }: AnswerError): Outcome {
  return { stored: false, status, reason };
}

/** @throws UnreachableError where the answer is not that of a Memex: something between here and there answered in its place. */
function outcomesOf(request: WireRequest, text: string, count: number): readonly Outcome[] {
  const { traceIds, errors } = readAnswer(text);
  if (traceIds?.length !== count)
    throw new UnreachableError(`${request.method} ${request.path}: the answer is not that of a Memex`);
  const reasons = reasonsByPlace(errors);
  return traceIds.map((traceId, place) =>
    typeof traceId === 'string'
      ? { stored: true, traceId }
      : { stored: false, status: 400, reason: reasons.get(place) ?? NOT_SAID },
  );
}

const NOT_SAID = 'the server refused the entry; of so many issues it names only the first';

function readAnswer(text: string): {
  readonly traceIds?: readonly unknown[];
  readonly errors: readonly unknown[];
} {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return { errors: [] };
    const traceIds = 'traceIds' in body && Array.isArray(body.traceIds) ? body.traceIds : undefined;
    const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
    return traceIds === undefined ? { errors } : { traceIds, errors };
  } catch {
    return { errors: [] }; // Told apart by its lack of trace ids.
  }
}

/** The issues of each entry, as one text. Paths begin with the place of the entry: `[3].content.value`. */
function reasonsByPlace(errors: readonly unknown[]): ReadonlyMap<number, string> {
  const reasons = new Map<number, string>();
  for (const error of errors) {
    if (typeof error !== 'object' || error === null || !('path' in error) || !('message' in error)) continue;
    const [, place, path = ''] = /^\[(\d+)\]\.?(.*)$/.exec(String(error.path)) ?? [];
    if (place === undefined) continue;
    const issue = `${path} ${String(error.message)}`.trim();
    const others = reasons.get(Number(place));
    reasons.set(Number(place), others === undefined ? issue : `${others}; ${issue}`);
  }
  return reasons;
}
