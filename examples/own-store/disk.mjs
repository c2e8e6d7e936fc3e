// Reads and changes the state of a store. A change is on the disk when its promise resolves.
import { UnavailableError } from '@memex/core';
import { throwIfAborted } from '@memex/core/toolkit';
import { readState, writeState } from './file.mjs';

/** @typedef {ReturnType<typeof openDisk>} Disk */

/** @param {string} folder */
export function openDisk(folder) {
  /** @type {import('./file.mjs').State | undefined} */
  let state;
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** The state of the store. Throws the errors of ports. @param {import('@memex/core/ports').CallOptions | undefined} options */
  const current = (options) => {
    throwIfAborted(options);
    if (state === undefined) throw new UnavailableError('the store', { reason: 'it is not started' });
    return state;
  };

  /** Runs tasks one after the other. @template T @param {() => Promise<T>} task @returns {Promise<T>} */
  const inTurn = (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    current,
    /**
     * Changes the state. `take` returns the changed parts of the state, and a result. If the state cannot be written, nothing changes.
     *
     * @template T
     * @param {import('@memex/core/ports').CallOptions | undefined} options
     * @param {(state: import('./file.mjs').State) => { changed?: Partial<import('./file.mjs').State>, result: T }} take
     * @returns {Promise<T>}
     */
    change: (options, take) =>
      inTurn(async () => {
        const before = current(options);
        const { changed, result } = take(before);
        if (changed === undefined) return result;
        const after = { ...before, ...changed };
        await writeState(folder, after).catch((cause) => {
          throw new UnavailableError('the store', { reason: 'its file cannot be written', cause });
        });
        state = after;
        return result;
      }),
    start: () =>
      inTurn(async () => {
        if (state !== undefined) return;
        const read = await readState(folder);
        await writeState(folder, read);
        state = read;
      }),
    stop: () =>
      inTurn(async () => {
        state = undefined;
      }),
  };
}
