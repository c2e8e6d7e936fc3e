import { formatInstant, type Instant } from '@memex/core/toolkit';
import type { Content, Kind } from './kind.js';
import type { Granularity, Settings } from './options.js';
import { QUARANTINE } from './quarantine-index.js';

/** A part of time, both ends inclusive; without one of them it has no end there. */
export interface Span {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

const LENGTH_OF_DATE: Readonly<Record<Granularity, number>> = { year: 4, month: 7, day: 10 };

/** The names of indices that keep the same. */
export interface Names {
  readonly content: Content;
  /** Names every such index, those of the Python service too, and maybe some of others. */
  readonly pattern: string;
  /** Whether an index of this name is one of the store. */
  owns(index: string): boolean;
  /** Whether only Memex makes indices of this name. */
  isOwnName(index: string): boolean;
}

/** The names of the indices of one kind of entries. */
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

  /** The index of a partition; `undefined` where no partition could have the name. */
  ofPartition(name: string): string | undefined {
    const index = this.settings.prefix + name;
    return this.owns(index) ? index : undefined;
  }

  /**
   * The Python service put a project before the date, and wrote `2021-3-7` for logs; what fitted in no index of a date lies in one of
   * its own.
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

/** The names of the indices of analytics: that of Memex, and those of the Python service, one a day. */
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

/** The index of what tells this store from others. */
export function identityIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}memex-store`;
}

/** The names of what is one index. */
export function nameOfOne(content: 'keys' | 'identity', index: string): Names {
  const isOwnName = (name: string): boolean => name === index;
  return { content, pattern: index, owns: isOwnName, isOwnName };
}

/** Whether a name is the stem with a date behind it, maybe of a project, or with another word. */
function isStemmed(index: string, stem: string, word: string): boolean {
  if (!index.startsWith(stem)) return false;
  const rest = index.slice(stem.length);
  return DATED.test(rest) || rest === word;
}

/** Whether only Memex makes indices of this name: the Python service named a day, and so does Memex where an index holds one. */
export function isOwnName(index: string): boolean {
  return OWN.test(index);
}

/** Whether an index may hold entries with instants within a window. What the Python service put where is not relied on. */
export function mayHold(index: string, span: Span): boolean {
  if (!isOwnName(index)) return true;
  const period = index.slice(index.search(OWN) + 1);
  return overlaps(period, period, span);
}

/**
 * Whether a window needs an index that cannot be asked. That of a day is taken to hold what was dated so by clocks of any zone: one that
 * nobody opens any more must not stop everything.
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

/** Whether periods of one length, the last inclusive, have an instant in common with a window. */
function overlaps(first: string, last: string, { from, to }: Span): boolean {
  const periodOf = (instant: Instant) => formatInstant(instant).slice(0, first.length);
  return (from === undefined || last >= periodOf(from)) && (to === undefined || first <= periodOf(to));
}

const DAY = /-(\d{4})-(\d{1,2})-(\d{1,2})$/;
const OWN = /-\d{4}(?:-\d{2})?$/;
const DATED = /^(?:[^*?,/\\|<>"\s]+-)?\d{4}(?:-\d{1,2}){0,2}$/;
