import type { OpenBuffer, SealedBatch } from '../buffer/buffer.js';
import { answerError, type Transport, type WireRequest } from '../http/fetch-api.js';
import { isPassingStatus } from '../http/passing.js';
import { type AnswerError, UnreachableError } from '../model/errors.js';
import { DIVISIONS, type Division } from './divisions.js';

/** What became of one entry. */
export type Outcome =
  /** `traceId` is undefined where the entry was found stored already. */
  | { readonly stored: true; readonly traceId: string | undefined }
  | { readonly stored: false; readonly status: number; readonly reason: string };

/** Which entries of a batch, and the key that they are sent with: another choice has another key. */
export interface Part {
  readonly key: string;
  readonly entries: readonly string[];
}

/**
 * Sends a part of a batch: one outcome for each entry, in order. What is refused as a whole and may be taken in smaller parts is divided, and
 * from then on always: were it sent whole later, to a server that takes it by then, the part that is stored would be stored again.
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
  const known = DIVISIONS.find(({ name }) => buffer.isSplit(batch, `${key}${name}`));
  if (known !== undefined) return deliverDivided(known);
  const { request, answer } = await post(transport, batch, part, signal);
  if (answer.status === 201 || answer.status === 207) return outcomesOf(request, answer.text, entries.length);
  const error = answerError(request, answer);
  if (isPassingStatus(answer.status)) throw error;
  const division = DIVISIONS.find(
    ({ status, divide }) => status === answer.status && divide(entries).length > 1,
  );
  if (division === undefined) return entries.map(() => refusedBy(error));
  buffer.markSplit(batch, `${key}${division.name}`);
  return deliverDivided(division);

  async function deliverDivided({ name, divide }: Division): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [index, places] of divide(entries).entries()) {
      const chosen = { key: `${key}${name}${index}`, entries: places.map((place) => entries[place] ?? '') };
      const found = await deliver(transport, buffer, batch, chosen, signal);
      for (const [order, outcome] of found.entries()) outcomes[places[order] ?? 0] = outcome;
    }
    return outcomes;
  }
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
