import { AbortedError } from '@memex/core';
import { type Account, type Holder, rateOf } from './account.js';
import { noRoom } from './no-room.js';

/** Those who wait until a budget has room for them. */
export interface RoomQueue {
  /** @throws UnavailableError where there is no room for long, AbortedError. */
  wait(holder: Holder, bytes: number, signal: AbortSignal | undefined): Promise<void>;
  /** Lets in those for whom there is room, in order; who needs little passes who needs much. */
  admit(): void;
}

interface Waiter {
  readonly holder: Holder;
  readonly bytes: number;
  readonly since: number;
  readonly end: (error?: Error) => void;
}

const WAIT_TIMEOUT_MS = 10_000;
const CHECK_MS = 250;

/** Who is slower than that, in bytes a millisecond, loses to those who wait, once it had some time to show it. */
const MIN_RATE = 128;
const GRACE_MS = 1_000;

export function createRoomQueue(account: Account, cutOff: (holder: Holder) => void): RoomQueue {
  const waiting = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;

  const admit = (): void => {
    for (const { holder, bytes, end } of waiting) {
      if (!account.fits(holder, bytes)) continue;
      account.count(holder, bytes);
      end();
    }
  };

  const check = (): void => {
    const now = performance.now();
    for (const { holder, since, end } of waiting) {
      if (now - since >= WAIT_TIMEOUT_MS) end(noRoom());
      else makeRoom(holder, now);
    }
  };

  const makeRoom = (holder: Holder, now: number): void => {
    const loser = account.findLoser(holder);
    if (loser !== undefined && now - loser.since >= GRACE_MS && rateOf(loser) < MIN_RATE) cutOff(loser);
  };

  const wait = (holder: Holder, bytes: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => waiter.end(new AbortedError());
      const waiter: Waiter = {
        holder,
        bytes,
        since: performance.now(),
        end: (error) => {
          waiting.delete(waiter);
          signal?.removeEventListener('abort', leave);
          if (waiting.size === 0) clearInterval(timer);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      if (waiting.size === 0) timer = setInterval(check, CHECK_MS);
      waiting.add(waiter);
      signal?.addEventListener('abort', leave);
    });

  return { wait, admit };
}
