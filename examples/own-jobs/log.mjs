// A log file: any number of processes append lines to it, and derive the same state from it.
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnavailableError } from '@memex/core';
import { throwIfAborted } from '@memex/core/toolkit';
import { apply, emptyState } from './state.mjs';

/** @typedef {ReturnType<typeof openLog>} Log */
/** @typedef {import('@memex/core/ports').CallOptions | undefined} Options */

/** @param {string} path */
export function openLog(path) {
  /** @type {import('node:fs/promises').FileHandle | undefined} */
  let file;
  let [state, position, rest] = [emptyState(), 0, Buffer.alloc(0)];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** Runs tasks one after the other. @template T @param {() => Promise<T>} task @returns {Promise<T>} */
  const inTurn = (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };

  /** Uses the file. Throws the errors of ports. @param {Options} options */
  const withFile = (options, use) =>
    inTurn(async () => {
      throwIfAborted(options);
      if (file === undefined) throw unavailable('it is not started');
      return use(file).catch((cause) => {
        throw unavailable('its file cannot be used', cause);
      });
    });

  /** Applies the lines since the last time, and returns the result of the line with this key. */
  const readOn = async (from, key) => {
    let result;
    const buffer = Buffer.alloc(65_536);
    for (;;) {
      const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return result;
      position += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf('\n') + 1;
      rest = bytes.subarray(end);
      for (const line of linesOf(bytes.toString('utf8', 0, end))) {
        const outcome = apply(state, line);
        if (line.key === key) result = outcome;
      }
      for (const listener of listeners) listener();
    }
  };

  return {
    /** Appends a line. Resolves with its result, after all lines before it were applied. @param {Options} [options] */
    append: (line, options) =>
      withFile(options, async (target) => {
        const key = randomUUID();
        // Starts with a line break: a killed process may have left an incomplete line.
        const bytes = Buffer.from(`\n${JSON.stringify({ ...line, key, at: Date.now() })}\n`);
        // A single write, so that it is not mixed with those of other processes.
        const { bytesWritten } = await target.write(bytes);
        if (bytesWritten < bytes.length) throw new Error('the disk accepted only a part of a line');
        return readOn(target, key);
      }),
    /** The current state. @param {Options} [options] @returns {Promise<import('./state.mjs').State>} */
    read: (options) =>
      withFile(options, async (source) => {
        await readOn(source);
        return state;
      }),
    /** Checks that lines can be written, without leaving one. @param {Options} options */
    probe: (options) =>
      withFile(options, async () => {
        const temporary = `${path}.${randomUUID()}.probe`;
        await writeFile(temporary, 'probe').finally(() => rm(temporary, { force: true }));
        return { name: 'own jobs', version: '1', location: path };
      }),
    /** Calls the listener after new lines, until the returned function is called. @param {() => void} listener */
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () =>
      inTurn(async () => {
        if (file !== undefined) return;
        [state, position, rest] = [emptyState(), 0, Buffer.alloc(0)];
        await mkdir(dirname(path), { recursive: true });
        file = await open(path, 'a+', 0o600);
      }),
    stop: () =>
      inTurn(async () => {
        await file?.close();
        file = undefined;
      }),
  };
}

/** Parses lines. Incomplete lines of killed processes are skipped. */
function linesOf(text) {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

function unavailable(reason, cause = undefined) {
  return new UnavailableError('the queue', { part: 'queue', reason, cause });
}
