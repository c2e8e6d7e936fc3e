/** What one request or answer holds. */
export interface Holder {
  /** Whose it is; `undefined` where callers have no keys. */
  readonly key: string | undefined;
  held: number;
  /** Since when it may be cut off, in milliseconds of the process. */
  since: number;
  /** How many of its bytes have gone over the wire lately, and when that was noted. */
  recent: number;
  notedAt: number;
  /** Its place among those that may be cut off; `undefined` while it may not. */
  place: number | undefined;
  /** Ends what it belongs to. */
  cutOff: () => void;
}

/**
 * The bookkeeping of a budget of bytes: who holds how much, and who loses first.
 *
 * No key holds more than twice of what is left free, and where there are no keys nothing does, so that whoever comes next finds room.
 * (Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet switches", 1998, with α = 2.)
 */
export class Account {
  private readonly heldBy = new Map<string, number>();
  /**
   * Those that may be cut off, each at its place. A list, since a `Set` that is added to and removed from by each request keeps its
   * finished ones until the next major garbage collection: V8 makes its table anew again and again, and each old table leads to the next.
   */
  private readonly exposed: Holder[] = [];

  constructor(private free: number) {}

  fits({ key, held }: Holder, bytes: number): boolean {
    return (key === undefined ? held : this.held(key)) + bytes <= 2 * (this.free - bytes);
  }

  /** Counts bytes that a holder takes, or gives back where they are below zero. */
  count(holder: Holder, bytes: number): void {
    this.free -= bytes;
    holder.held += bytes;
    if (holder.key === undefined) return;
    const held = this.held(holder.key) + bytes;
    if (held > 0) this.heldBy.set(holder.key, held);
    else this.heldBy.delete(holder.key);
  }

  /** From now on, and until it is settled, the holder may be cut off. */
  expose(holder: Holder): void {
    holder.since = performance.now();
    holder.place ??= this.exposed.push(holder) - 1;
  }

  settle(holder: Holder): void {
    const { place } = holder;
    const last = place === undefined ? undefined : this.exposed.pop();
    if (place === undefined || last === undefined) return;
    holder.place = undefined;
    if (last === holder) return;
    last.place = place;
    this.exposed[place] = last;
  }

  /** Who loses first where a holder needs room: of the key that holds the most the slowest. Nobody where the holder's own key holds more. */
  findLoser(holder: Holder): Holder | undefined {
    let loser: Holder | undefined;
    for (const other of this.exposed) {
      if (other === holder || other.held === 0) continue;
      if (loser === undefined || this.losesBefore(other, loser)) loser = other;
    }
    return loser !== undefined && this.held(loser.key) >= this.held(holder.key) ? loser : undefined;
  }

  /** Whether a holder is of another key, which holds more. */
  isOfHeavierKey(one: Holder, other: Holder): boolean {
    return this.held(one.key) > this.held(other.key) && one.key !== other.key;
  }

  private losesBefore(one: Holder, other: Holder): boolean {
    const more = this.held(one.key) - this.held(other.key);
    return more > 0 || (more === 0 && rateOf(one) < rateOf(other));
  }

  private held(key: string | undefined): number {
    return key === undefined ? 0 : (this.heldBy.get(key) ?? 0);
  }
}

/** How long ago is lately, in milliseconds: what moved before counts less and less. */
const LATELY_MS = 250;

/** Notes that so many bytes of a holder have gone over the wire. */
export function noteMoved(holder: Holder, bytes: number): void {
  const now = performance.now();
  holder.recent = recentOf(holder, now) + bytes;
  holder.notedAt = now;
}

/** How fast a holder's bytes go over the wire lately, in bytes a millisecond. */
export function rateOf(holder: Holder): number {
  const now = performance.now();
  return recentOf(holder, now) / Math.max(1, Math.min(LATELY_MS, now - holder.since));
}

function recentOf({ recent, notedAt }: Holder, now: number): number {
  return recent * Math.exp((notedAt - now) / LATELY_MS);
}
