import { type Unusable, UnusableIndexError } from '../cluster/failure.js';
import { isNeeded, mayHold, type Names, type Span } from '../config/index-names.js';
import type { DescribedIndex } from '../setup/describe.js';

/** The indices of one kind. */
export interface IndexList {
  /** The same as long as the indices are the same, and in the same state. */
  readonly state: string;
  /** Those that are there, open or closed. */
  readonly there: readonly string[];
  /** Those that can be asked for a document by its id. */
  readonly names: readonly string[];
  /**
   * Names in a request all that may hold documents of a window: by the pattern, without what others have under it.
   *
   * @throws UnusableIndexError where an index that the window needs cannot be searched.
   */
  readonly within: (span: Span) => string;
  /** As `within`, by the names of those that may hold such entries where they are few. */
  readonly holding: (span: Span) => string;
  /** @throws UnusableIndexError where one cannot be asked for a document by its id. */
  readonly refuseUnasked: () => void;
  /** @throws UnusableIndexError where this one belongs to others. */
  readonly refuseForeign: (index: string) => void;
}

/** The names go into each search: past so many the pattern is shorter. */
const MAX_NAMES = 24;

/**
 * @param found - What answers to the pattern.
 * @param problems - Those whose mapping does not serve.
 */
export function listOf(
  names: Names,
  found: readonly DescribedIndex[],
  problems: readonly Unusable[],
): IndexList {
  const own = found.filter(({ name }) => names.owns(name));
  const foreign = found.filter(({ name }) => !names.owns(name));
  const open = own.filter(({ isClosed }) => !isClosed).map(({ name }) => name);
  const closed = own.filter(({ isClosed }) => isClosed).map(({ name }) => name);
  const unasked: readonly Unusable[] = [
    ...closed.map((index) => ({ index, problem: 'closed' }) as const),
    ...foreign.flatMap((index) => aliasesOf(index, names)),
  ];
  const unsearched = [...unasked, ...problems];
  const excluded = new Set([
    ...foreign.map(({ name }) => name),
    ...closed,
    ...problems.map(({ index }) => index),
  ]);
  const expression = [names.pattern, ...[...excluded].map((name) => `-${name}`)].join(',');
  const within = (span: Span): string => {
    refuse(unsearched.find(({ index }) => isNeeded(index, span)));
    return expression;
  };
  return {
    state: JSON.stringify([found, problems]),
    there: own.map(({ name }) => name),
    names: open,
    within,
    holding: (span) => {
      const whole = within(span);
      const holding = open.filter((name) => !excluded.has(name) && mayHold(name, span));
      return holding.length === 0 || holding.length > MAX_NAMES ? whole : holding.join(',');
    },
    refuseUnasked: () => refuse(unasked[0]),
    refuseForeign: (index) =>
      refuse(unsearched.find((unusable) => unusable.index === index && unusable.problem !== 'closed')),
  };
}

/** The aliases and data streams of another index that stand where an index of ours is expected. */
function aliasesOf({ name, otherNames }: DescribedIndex, names: Names): readonly Unusable[] {
  return otherNames
    .filter((other) => names.owns(other))
    .map((index) => ({ index, problem: 'alias', detail: name }) as const);
}

function refuse(unusable: Unusable | undefined): void {
  if (unusable !== undefined) throw new UnusableIndexError(unusable);
}
