import type { UnavailableError } from '@memex/core';
import { Account, type Holder, rateOf, recordProgress } from './account.js';
import { overloaded, tooSlow } from './overload-errors.js';
import { createRoomQueue } from './room-queue.js';

/** The share of one request or response in a memory budget. */
export interface Share {
  /**
   * Takes bytes immediately. If there is not enough memory, slower ones are cut off.
   *
   * @throws UnavailableError if there is still not enough memory.
   */
  take(bytes: number): void;
  /**
   * Replaces what it holds by `bytes`, as soon as there is enough memory. Very slow ones are cut off for it.
   *
   * @returns `undefined` if there is enough memory at once. The promise rejects with UnavailableError after a timeout, and with AbortedError. What
   * was held before is given back in any case.
   */
  reserve(bytes: number, signal: AbortSignal | undefined): Promise<void> | undefined;
  /** Allows it to be cut off if others need the memory. `listener` must free the bytes immediately. */
  allowCutOff(listener: (error: UnavailableError) => void): void;
  /** Records that bytes were transferred. */
  advance(bytes: number): void;
  /** Forbids cutting it off, from now on. */
  forbidCutOff(): void;
  /**
   * Changes what it holds to `bytes`.
   *
   * @throws UnavailableError if there is not enough memory.
   */
  resize(bytes: number): void;
  /** Gives everything back. */
  release(): void;
}

/** Opens a share for a caller's key, which is `undefined` if no keys are configured. */
export type OpenShare = (key: string | undefined) => Share;

/** Limits the bytes of all shares together. Only received bytes count, not the announced length. */
export function createMemoryBudget(limit: number): OpenShare {
  const account = new Account(limit);
  /** A larger reservation waits only for this much, and may then exceed it. */
  const maxReserved = Math.floor((limit * 2) / 3);

  const cutOff = (holder: Holder): void => {
    release(holder);
    holder.cutOff();
  };

  const queue = createRoomQueue(account, cutOff);

  const giveBack = (holder: Holder, bytes: number): void => {
    account.count(holder, -bytes);
    queue.admit();
  };

  const release = (holder: Holder): void => {
    account.forbidCutOff(holder);
    giveBack(holder, holder.held);
  };

  /** Whom to cut off for a holder; `undefined` if all others are as fast, or belong to keys that hold less. */
  const findVictim = (holder: Holder): Holder | undefined => {
    const slowest = account.findSlowest(holder);
    if (slowest === undefined || account.isOfHeavierKey(slowest, holder)) return slowest;
    return rateOf(slowest) < rateOf(holder) ? slowest : undefined;
  };

  const take = (holder: Holder, bytes: number): void => {
    while (!account.fits(holder, bytes)) {
      const victim = findVictim(holder);
      if (victim === undefined) throw overloaded();
      cutOff(victim);
    }
    account.count(holder, bytes);
  };

  return (key) => {
    const holder: Holder = {
      key,
      held: 0,
      since: 0,
      recent: 0,
      recentAt: 0,
      place: undefined,
      cutOff: () => {},
    };
    return {
      take: (bytes) => take(holder, bytes),
      reserve: (wanted, signal) => {
        const bytes = Math.min(wanted, maxReserved);
        giveBack(holder, holder.held);
        if (!account.fits(holder, bytes)) return queue.wait(holder, bytes, signal);
        account.count(holder, bytes);
      },
      allowCutOff: (listener) => {
        holder.cutOff = () => listener(tooSlow());
        account.allowCutOff(holder);
      },
      advance: (bytes) => recordProgress(holder, bytes),
      forbidCutOff: () => account.forbidCutOff(holder),
      resize: (bytes) => {
        if (bytes > holder.held) take(holder, bytes - holder.held);
        else giveBack(holder, holder.held - bytes);
      },
      release: () => release(holder),
    };
  };
}
