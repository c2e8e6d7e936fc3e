import { AbortedError } from '@memex/core';
import { type Account, type Holder, rateOf } from './account.js';
import { overloaded } from './overload-errors.js';

/** Waits until a memory budget has enough free. */
export interface RoomQueue {
  /** @throws UnavailableError after a timeout. AbortedError. */
  wait(holder: Holder, bytes: number, signal: AbortSignal | undefined): Promise<void>;
  /** Admits those for whom there is enough memory, in order. Small ones may overtake large ones. */
  admit(): void;
}

interface Waiter {
  readonly holder: Holder;
  readonly bytes: number;
  readonly since: number;
  readonly end: (error?: Error) => void;
}

const WAIT_TIMEOUT_MS = 10_000;
const CHECK_INTERVAL_MS = 250;

/** A transfer slower than this (in bytes per millisecond) is cut off for those who wait, after a grace period. */
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
      if (now - since >= WAIT_TIMEOUT_MS) end(overloaded());
      else makeRoom(holder, now);
    }
  };

  const makeRoom = (holder: Holder, now: number): void => {
    const slowest = account.findSlowest(holder);
    if (slowest !== undefined && now - slowest.since >= GRACE_MS && rateOf(slowest) < MIN_RATE)
      cutOff(slowest);
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
      if (waiting.size === 0) timer = setInterval(check, CHECK_INTERVAL_MS);
      waiting.add(waiter);
      signal?.addEventListener('abort', leave);
    });

  return { wait, admit };
}
