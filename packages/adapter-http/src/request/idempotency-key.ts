import { malformed } from '@memex/core/toolkit';

/**
 * The key for a batch, unique per caller and route: the same header from another caller, or at another route, is another key.
 *
 * @throws MalformedError if the header is not 1 to 255 printable ASCII characters.
 */
export function idempotencyKeyOf(
  header: string | undefined,
  caller: string,
  operation: string,
): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(header)) {
    throw malformed('Idempotency-Key', 'must be 1 to 255 printable ASCII characters');
  }
  return `${caller}:${operation}:${header}`;
}
