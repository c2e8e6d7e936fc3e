import { stringifyJson } from '../json/exact-json.js';

/** The adapter breaks the contract. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** Compares as JSON. `undefined` counts as absent. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [show(actual), show(expected)];
  if (found !== wanted) throw new ConformanceError(`${what}: expected ${wanted}, found ${found}`);
}

export function expectTrue(holds: boolean, what: string): void {
  if (!holds) throw new ConformanceError(`${what}: does not hold`);
}

/** Expects a call to reject with an error of Memex. */
export async function expectRejection(call: Promise<unknown>, code: string, what: string): Promise<void> {
  const outcome = await call.then(
    (value) => `a result, ${show(value)}`,
    (error: unknown) => codeOf(error),
  );
  if (outcome !== code) throw new ConformanceError(`${what}: expected the error "${code}", found ${outcome}`);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return `an error without code, ${String(error)}`;
}

const MAX_SHOWN_LENGTH = 2_000;

function show(value: unknown): string {
  const text = value === undefined ? 'undefined' : stringifyJson(value);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}… (${text.length})` : text;
}
