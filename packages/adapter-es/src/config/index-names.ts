import { formatInstant, type Instant } from '@memex/core/toolkit';
import type { Content, Kind } from './kind.js';
import type { Granularity, Settings } from './options.js';
import { QUARANTINE } from './quarantine-index.js';

/** A span of time. Both ends are inclusive; a missing end is open. */
export interface Span {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

const LENGTH_OF_DATE: Readonly<Record<Granularity, number>> = { year: 4, month: 7, day: 10 };

/** The names of indices with the same content. */
export interface Names {
  readonly content: Content;
  /** Matches every such index, including those of the Python service, and possibly indices of others. */
  readonly pattern: string;
  /** Whether an index with this name belongs to the store. */
  owns(index: string): boolean;
  /** Whether only Memex creates indices with this name. */
  isOwnName(index: string): boolean;
}

/** The names of the indices for one kind of entry. */
export class IndexNames implements Names {
  readonly pattern: string;
  private readonly stem: string;
  private readonly dateLength: number;

  constructor(
    readonly content: Kind,
    private readonly settings: Pick<Settings, 'prefix' | 'granularity'>,
  ) {
    this.stem = `${settings.prefix}${content}-`;
    this.pattern = `${this.stem}*`;
    this.dateLength = LENGTH_OF_DATE[settings.granularity];
  }

  /** The index that an entry with this instant is written to. */
  at(instant: Instant): string {
    return this.stem + formatInstant(instant).slice(0, this.dateLength);
  }

  /** The index of a partition, or `undefined` if no partition can have this name. */
  ofPartition(name: string): string | undefined {
    const index = this.settings.prefix + name;
    return this.owns(index) ? index : undefined;
  }

  /**
   * The Python service put a project before the date, and wrote dates such as `2021-3-7` for logs. Documents that no
   * index accepted are in the quarantine index.
   */
  owns(index: string): boolean {
    return isStemmed(index, this.stem, QUARANTINE);
  }

  isOwnName(index: string): boolean {
    return isOwnName(index);
  }
}

/** The index of analytics. */
export function definitionsIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}analytic-definitions`;
}

/** The names of the indices of analytics: one from Memex, and one for each day from the Python service. */
export function analyticNames(settings: Pick<Settings, 'prefix'>): Names {
  const stem = `${settings.prefix}analytic-`;
  const own = definitionsIndex(settings);
  return {
    content: 'analytic',
    pattern: `${stem}*`,
    owns: (index) => index === own || isStemmed(index, stem, QUARANTINE),
    isOwnName: (index) => index === own,
  };
}

/** The index of idempotency keys. */
export function keysIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}memex-keys`;
}

/** The index that identifies this store. */
export function identityIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}memex-store`;
}

/** The index of what Memex keeps beside entries. */
export function valuesIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}memex-values`;
}

/** The names of content that is in a single index. */
export function nameOfOne(content: 'keys' | 'identity' | 'values', index: string): Names {
  const isOwnName = (name: string): boolean => name === index;
  return { content, pattern: index, owns: isOwnName, isOwnName };
}

/** Whether a name is the stem followed by a date, which may follow a project, or by a given word. */
function isStemmed(index: string, stem: string, word: string): boolean {
  if (!index.startsWith(stem)) return false;
  const rest = index.slice(stem.length);
  return DATED.test(rest) || rest === word;
}

/**
 * Whether only Memex creates indices with this name. Names with a day are shared: the Python service used them too.
 */
export function isOwnName(index: string): boolean {
  return OWN.test(index);
}

/**
 * Whether an index may contain entries within a window. The names of the Python service's indices are not relied on.
 */
export function mayHold(index: string, span: Span): boolean {
  if (!isOwnName(index)) return true;
  const period = index.slice(index.search(OWN) + 1);
  return overlaps(period, period, span);
}

/**
 * Whether a window needs an index that cannot be searched. An index of a day counts for that day in any time zone,
 * and for no other: one old index that nobody opens again must not block everything.
 */
export function isNeeded(index: string, span: Span): boolean {
  const [, year, month = '', day = ''] = DAY.exec(index) ?? [];
  if (year === undefined) return mayHold(index, span);
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(day), 12);
  return overlaps(dayOf(noon - DAY_MS), dayOf(noon + DAY_MS), span);
}

const DAY_MS = 86_400_000;

function dayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/**
 * Whether a range of periods overlaps a window. The periods are texts of the same length; the last one is inclusive.
 */
function overlaps(first: string, last: string, { from, to }: Span): boolean {
  const periodOf = (instant: Instant) => formatInstant(instant).slice(0, first.length);
  return (from === undefined || last >= periodOf(from)) && (to === undefined || first <= periodOf(to));
}

const DAY = /-(\d{4})-(\d{1,2})-(\d{1,2})$/;
const OWN = /-\d{4}(?:-\d{2})?$/;
const DATED = /^(?:[^*?,/\\|<>"\s]+-)?\d{4}(?:-\d{1,2}){0,2}$/;
