import { UnavailableError } from '@memex/core';

/** The share of one request in a budget. */
export interface Share {
  /**
   * Counts bytes that have arrived and are held. Where there is no room, slower requests are cut off first.
   *
   * @throws UnavailableError where there is still no room.
   */
  take(bytes: number): void;
  /** Who is told that the request is given up, since others need its room: it has to let go of its bytes at once. */
  onCutOff(listener: (error: UnavailableError) => void): void;
  /** Says that the request has arrived whole: it is not cut off any more. */
  settle(): void;
  /** Gives back all that was taken. */
  release(): void;
}

/** Opens the share of a request; `key` is who sends it, `undefined` where callers have no keys. */
export type OpenShare = (key: string | undefined) => Share;

interface Upload {
  readonly key: string | undefined;
  readonly startedAt: number;
  held: number;
  cutOff: (error: UnavailableError) => void;
}

/**
 * A budget of so many bytes for the bodies of all requests. What counts is what has arrived: a sender that announces much takes little.
 *
 * - No key holds more than twice of what is left free, and where there are no keys no request does: whoever comes next finds room.
 *   (Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet switches", 1998, with α = 2.)
 * - Where room is short, the key that holds the most loses, and of its requests the slowest that is still being sent.
 */
export function createMemoryBudget(limit: number): OpenShare {
  let free = limit;
  const heldBy = new Map<string, number>();
  const arriving = new Set<Upload>();

  const held = (key: string | undefined): number => (key === undefined ? 0 : (heldBy.get(key) ?? 0));

  const count = (upload: Upload, bytes: number): void => {
    free -= bytes;
    upload.held += bytes;
    if (upload.key === undefined) return;
    const left = held(upload.key) + bytes;
    if (left > 0) heldBy.set(upload.key, left);
    else heldBy.delete(upload.key);
  };

  const fits = ({ key, held: own }: Upload, bytes: number): boolean =>
    (key === undefined ? own : held(key)) + bytes <= 2 * (free - bytes);

  const release = (upload: Upload): void => {
    arriving.delete(upload);
    count(upload, -upload.held);
  };

  /** Whom to cut off for a request to which bytes come; nobody where all others are as fast, or hold less. */
  const findVictim = (upload: Upload, bytes: number): Upload | undefined => {
    let victim: Upload | undefined;
    for (const other of arriving) {
      if (other === upload || other.held === 0) continue;
      if (victim === undefined || isFirstToLose(other, victim, held)) victim = other;
    }
    if (victim === undefined) return undefined;
    const isOfHeavierKey = victim.key !== upload.key && held(victim.key) > held(upload.key);
    const isSlower = victim.key === upload.key && rateOf(victim) < rateOf(upload, bytes);
    return isOfHeavierKey || isSlower ? victim : undefined;
  };

  return (key) => {
    const upload: Upload = { key, startedAt: performance.now(), held: 0, cutOff: () => {} };
    arriving.add(upload);
    return {
      take: (bytes) => {
        while (!fits(upload, bytes)) {
          const victim = findVictim(upload, bytes);
          if (victim === undefined) throw tooMuch('too many large requests are under way');
          release(victim);
          victim.cutOff(tooMuch('the request came too slowly while others needed its room'));
        }
        count(upload, bytes);
      },
      onCutOff: (listener) => {
        upload.cutOff = listener;
      },
      settle: () => void arriving.delete(upload),
      release: () => release(upload),
    };
  };
}

/** Whether one loses before the other: it is of a key that holds more, or slower. */
function isFirstToLose(one: Upload, other: Upload, held: (key: string | undefined) => number): boolean {
  const more = held(one.key) - held(other.key);
  return more > 0 || (more === 0 && rateOf(one) < rateOf(other));
}

/** How fast a request has arrived so far, in bytes a millisecond. */
function rateOf({ held, startedAt }: Upload, coming = 0): number {
  return (held + coming) / Math.max(1, performance.now() - startedAt);
}

function tooMuch(reason: string): UnavailableError {
  return new UnavailableError('the service', { part: 'service', reason, publicReason: reason });
}
