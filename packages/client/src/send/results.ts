import { RejectedError } from '../model/errors.js';
import type { BatchResult } from './acknowledgements.js';
import type { Ticket } from './batcher.js';

/**
 * The trace ids of entries that were waited for, in order; null where an entry has none to tell.
 *
 * @param tickets - Undefined where an entry was left out.
 * @param results - Those of their batches.
 * @throws RejectedError where some of them were refused.
 */
export function traceIdsOf(
  tickets: readonly (Ticket | undefined)[],
  results: readonly (BatchResult | undefined)[],
): readonly (string | null)[] {
  const letters = tickets.flatMap((ticket, index) =>
    (results[index]?.letters ?? []).filter(({ id }) => ticket !== undefined && id === letterId(ticket)),
  );
  if (letters.length > 0) throw new RejectedError(letters);
  return tickets.map((ticket, index) => {
    const outcome = ticket === undefined ? undefined : results[index]?.outcomes[ticket.place];
    return outcome?.stored === true ? (outcome.traceId ?? null) : null;
  });
}

/** The id of the dead letter that an entry would become. */
export function letterId({ key, place }: Ticket): string {
  return `${key}-${place}`;
}
