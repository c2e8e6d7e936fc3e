import { formatInstant, type Instant } from '@memex/core';
import type { Kind } from './kind.js';
import { OVERFLOW } from './migrate/overflow.js';
import type { Granularity, Settings } from './options.js';

/** A part of time, both ends inclusive; without one of them it has no end there. */
export interface Span {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

const LENGTH_OF_DATE: Readonly<Record<Granularity, number>> = { year: 4, month: 7, day: 10 };

/** The names of the indices of one kind of entries. */
export class IndexNames {
  /** Names every index of the kind, those of the Python service too. */
  readonly pattern: string;
  private readonly stem: string;
  private readonly dateLength: number;

  constructor(
    kind: Kind,
    private readonly settings: Pick<Settings, 'prefix' | 'granularity'>,
  ) {
    this.stem = `${settings.prefix}${kind}-`;
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
   * Whether an index holds entries of this kind. The Python service put a project before the date, and wrote `2021-3-7` for logs; what
   * fitted in no index of a date lies in one of its own.
   */
  owns(index: string): boolean {
    if (!index.startsWith(this.stem)) return false;
    const rest = index.slice(this.stem.length);
    return DATED.test(rest) || rest === OVERFLOW;
  }
}

/** Whether only Memex makes indices of this name: the Python service named a day, and so does Memex where an index holds one. */
export function isOwnName(index: string): boolean {
  return OWN.test(index);
}

/** Whether an index may hold entries with instants within a window. What the Python service put where is not relied on. */
export function mayHold(index: string, { from, to }: Span): boolean {
  if (!isOwnName(index)) return true;
  const period = index.slice(index.search(OWN) + 1);
  const periodOf = (instant: Instant) => formatInstant(instant).slice(0, period.length);
  return (from === undefined || period >= periodOf(from)) && (to === undefined || period <= periodOf(to));
}

const OWN = /-\d{4}(?:-\d{2})?$/;
const DATED = /^(?:[^*?,/\\|<>"\s]+-)?\d{4}(?:-\d{1,2}){0,2}$/;
