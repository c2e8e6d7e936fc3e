/** The memory of one request or response. */
export interface Holder {
  /** The caller's key; `undefined` if no keys are configured. */
  readonly key: string | undefined;
  held: number;
  /** Since when it may be cut off, as `performance.now()`. */
  since: number;
  /** How many of its bytes were recently transferred, and when that was recorded. */
  recent: number;
  recentAt: number;
  /** Its index in the list of those that may be cut off; `undefined` if it may not. */
  place: number | undefined;
  /** Ends the request or response. */
  cutOff: () => void;
}

/**
 * The bookkeeping of a memory budget: who holds how much, and who is cut off first.
 *
 * A key may hold at most twice the free memory; without keys, a single request may. So there is always memory left for the next one.
 * (Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet switches", 1998, with α = 2.)
 */
export class Account {
  private readonly heldBy = new Map<string, number>();
  /**
   * Those that may be cut off. This is a list, because a `Set` that every request adds to and removes from would keep finished ones alive until
   * the next major garbage collection: V8 replaces its table again and again, and each old table references the next.
   */
  private readonly evictable: Holder[] = [];

  constructor(private free: number) {}

  fits({ key, held }: Holder, bytes: number): boolean {
    return (key === undefined ? held : this.held(key)) + bytes <= 2 * (this.free - bytes);
  }

  /** Adds bytes to what a holder has. A negative number gives bytes back. */
  count(holder: Holder, bytes: number): void {
    this.free -= bytes;
    holder.held += bytes;
    if (holder.key === undefined) return;
    const held = this.held(holder.key) + bytes;
    if (held > 0) this.heldBy.set(holder.key, held);
    else this.heldBy.delete(holder.key);
  }

  /** Allows a holder to be cut off, until `forbidCutOff`. */
  allowCutOff(holder: Holder): void {
    holder.since = performance.now();
    holder.place ??= this.evictable.push(holder) - 1;
  }

  forbidCutOff(holder: Holder): void {
    const { place } = holder;
    const last = place === undefined ? undefined : this.evictable.pop();
    if (place === undefined || last === undefined) return;
    holder.place = undefined;
    if (last === holder) return;
    last.place = place;
    this.evictable[place] = last;
  }

  /** Whom to cut off first if a holder needs memory: the slowest of the key that holds the most. `undefined` if the holder's own key holds more. */
  findSlowest(holder: Holder): Holder | undefined {
    let slowest: Holder | undefined;
    for (const other of this.evictable) {
      if (other === holder || other.held === 0) continue;
      if (slowest === undefined || this.isCutOffBefore(other, slowest)) slowest = other;
    }
    return slowest !== undefined && this.held(slowest.key) >= this.held(holder.key) ? slowest : undefined;
  }

  /** Whether `one` belongs to another key than `other`, which holds more. */
  isOfHeavierKey(one: Holder, other: Holder): boolean {
    return this.held(one.key) > this.held(other.key) && one.key !== other.key;
  }

  private isCutOffBefore(one: Holder, other: Holder): boolean {
    const more = this.held(one.key) - this.held(other.key);
    return more > 0 || (more === 0 && rateOf(one) < rateOf(other));
  }

  private held(key: string | undefined): number {
    return key === undefined ? 0 : (this.heldBy.get(key) ?? 0);
  }
}

/** The time constant of transfer rates, in milliseconds: older transfers count less and less. */
const RATE_WINDOW_MS = 250;

/** Records that bytes of a holder were transferred. */
export function recordProgress(holder: Holder, bytes: number): void {
  const now = performance.now();
  holder.recent = recentOf(holder, now) + bytes;
  holder.recentAt = now;
}

/** The recent transfer rate of a holder, in bytes per millisecond. */
export function rateOf(holder: Holder): number {
  const now = performance.now();
  return recentOf(holder, now) / Math.max(1, Math.min(RATE_WINDOW_MS, now - holder.since));
}

function recentOf({ recent, recentAt }: Holder, now: number): number {
  return recent * Math.exp((recentAt - now) / RATE_WINDOW_MS);
}
