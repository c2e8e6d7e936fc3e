import { type Unusable, UnusableIndexError } from '../cluster/failure.js';
import { isNeeded, mayHold, type Names, type Span } from '../config/index-names.js';
import type { DescribedIndex } from '../setup/describe.js';

/** The indices of one kind. */
export interface IndexList {
  /** Changes whenever an index is added or removed, or changes its state. */
  readonly state: string;
  /** Existing indices, open or closed. */
  readonly there: readonly string[];
  /** Indices that can be read by id. */
  readonly names: readonly string[];
  /**
   * The index expression for all indices that may contain documents within a window: the pattern, minus indices of
   * others that match it.
   *
   * @throws UnusableIndexError if the window needs an index that cannot be searched.
   */
  readonly within: (span: Span) => string;
  /** As `within`, but names the indices if they are few. */
  readonly holding: (span: Span) => string;
  /**
   * The names of all indices that may contain documents within a window.
   *
   * @throws UnusableIndexError if the window needs an index that cannot be searched.
   */
  readonly usable: (span: Span) => readonly string[];
  /** @throws UnusableIndexError if an index cannot be read by id. */
  readonly refuseUnasked: () => void;
  /** @throws UnusableIndexError if this index belongs to others. */
  readonly refuseForeign: (index: string) => void;
}

/** Each search contains the names. Above this number, the pattern is shorter. */
const MAX_NAMES = 24;

/**
 * @param found - All indices that match the pattern.
 * @param problems - Those whose mapping cannot be used.
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
  const usable = (span: Span): readonly string[] => {
    within(span);
    return open.filter((name) => !excluded.has(name) && mayHold(name, span));
  };
  return {
    state: JSON.stringify([found, problems]),
    there: own.map(({ name }) => name),
    names: open,
    within,
    holding: (span) => {
      const whole = within(span);
      const holding = usable(span);
      return holding.length === 0 || holding.length > MAX_NAMES ? whole : holding.join(',');
    },
    usable,
    refuseUnasked: () => refuse(unasked[0]),
    refuseForeign: (index) =>
      refuse(unsearched.find((unusable) => unusable.index === index && unusable.problem !== 'closed')),
  };
}

/** Aliases and data streams of other indices whose names our indices would have. */
function aliasesOf({ name, otherNames }: DescribedIndex, names: Names): readonly Unusable[] {
  return otherNames
    .filter((other) => names.owns(other))
    .map((index) => ({ index, problem: 'alias', detail: name }) as const);
}

function refuse(unusable: Unusable | undefined): void {
  if (unusable !== undefined) throw new UnusableIndexError(unusable);
}
