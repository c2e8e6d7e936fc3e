import type { Descriptor } from '@memex/core/model';
import { instantOf } from '@memex/core/toolkit';
import type { Located } from '../document/place.js';
import type { FoundAnalytic } from './analytics.js';

/** What was found of an analytic, without its result, which may be large. */
export interface RecentAnalytic extends Located {
  readonly descriptor: Descriptor;
  /** The instant of its result. */
  readonly computedAt: number;
}

/** More than a process computes at the same time. */
const MAX_REMEMBERED = 1_000;

/** Remembers analytics that were found a moment ago, with their versions. */
export class RecentlyFound {
  private readonly found = new Map<string, RecentAnalytic>();

  /** Remembers an analytic of Memex, and forgets the one that was remembered first of too many. */
  remember({ analytic: { id, descriptor, result }, documents, isOlder }: FoundAnalytic): void {
    const [document] = documents;
    if (isOlder || document === undefined) return;
    const { place, version } = document;
    const computedAt = result === null ? Number.NEGATIVE_INFINITY : instantOf(result.creationDt);
    this.found.delete(id);
    this.found.set(id, { place, version, descriptor, computedAt });
    for (const first of this.found.keys()) {
      if (this.found.size <= MAX_REMEMBERED) return;
      this.found.delete(first);
    }
  }

  /** Returns what is remembered of an analytic, and forgets it. */
  take(id: string): RecentAnalytic | undefined {
    const recent = this.found.get(id);
    this.found.delete(id);
    return recent;
  }
}
