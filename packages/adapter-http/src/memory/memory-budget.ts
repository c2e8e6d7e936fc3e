import type { UnavailableError } from '@memex/core';
import { Account, type Holder, noteMoved, rateOf } from './account.js';
import { noRoom, tooSlow } from './no-room.js';
import { createRoomQueue } from './room-queue.js';

/** The share of one request, or of one answer, in a budget of memory. */
export interface Share {
  /**
   * Takes bytes at once. Where there is no room, slower ones are cut off.
   *
   * @throws UnavailableError where there is still no room.
   */
  take(bytes: number): void;
  /**
   * Holds so many bytes, instead of what it holds, once there is room. Very slow ones are cut off for it.
   *
   * @returns `undefined` where there is room at once. The promise rejects with UnavailableError where there is none for long, and with
   * AbortedError; what was held is given back in any case.
   */
  reserve(bytes: number, signal: AbortSignal | undefined): Promise<void> | undefined;
  /** From now on it may be cut off where others need the room. `listener` has to let go of the bytes at once. */
  allowCutOff(listener: (error: UnavailableError) => void): void;
  /** Says that so many bytes more have gone over the wire. */
  advance(bytes: number): void;
  /** It is not cut off any more. */
  settle(): void;
  /**
   * Holds so many bytes from now on: gives back the others, or takes what is missing.
   *
   * @throws UnavailableError where there is no room.
   */
  resize(bytes: number): void;
  /** Gives back all. */
  release(): void;
}

/** Opens a share; `key` is whose it is, `undefined` where callers have no keys. */
export type OpenShare = (key: string | undefined) => Share;

/** Bounds how many bytes all shares hold. What counts is what is there: a sender that announces much takes little. */
export function createMemoryBudget(limit: number): OpenShare {
  const account = new Account(limit);
  /** Who would take more waits for that much only, and has the rest once it is there. */
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
    account.settle(holder);
    giveBack(holder, holder.held);
  };

  /** Whom to cut off for a holder; nobody where all others are as fast, or of keys that hold less. */
  const findVictim = (holder: Holder): Holder | undefined => {
    const loser = account.findLoser(holder);
    if (loser === undefined || account.isOfHeavierKey(loser, holder)) return loser;
    return rateOf(loser) < rateOf(holder) ? loser : undefined;
  };

  const take = (holder: Holder, bytes: number): void => {
    while (!account.fits(holder, bytes)) {
      const victim = findVictim(holder);
      if (victim === undefined) throw noRoom();
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
      notedAt: 0,
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
        account.expose(holder);
      },
      advance: (bytes) => noteMoved(holder, bytes),
      settle: () => account.settle(holder),
      resize: (bytes) => {
        if (bytes > holder.held) take(holder, bytes - holder.held);
        else giveBack(holder, holder.held - bytes);
      },
      release: () => release(holder),
    };
  };
}
