// A file that any number of processes append lines to, and the state that they add up to.
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

  /** Does something with the file. Throws as ports do. @param {Options} options */
  const withFile = (options, use) =>
    inTurn(async () => {
      throwIfAborted(options);
      if (file === undefined) throw unavailable('it is not started');
      return use(file).catch((cause) => {
        throw unavailable('its file cannot be used', cause);
      });
    });

  /** Applies what was appended since the last time, and returns what the line of this key was told. */
  const readOn = async (from, key) => {
    let told;
    const buffer = Buffer.alloc(65_536);
    for (;;) {
      const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return told;
      position += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf('\n') + 1;
      rest = bytes.subarray(end);
      for (const line of linesOf(bytes.toString('utf8', 0, end))) {
        const answer = apply(state, line);
        if (line.key === key) told = answer;
      }
      for (const listener of listeners) listener();
    }
  };

  return {
    /** Appends a line. Resolves with what it did, once it is known what stands before it. @param {Options} [options] */
    append: (line, options) =>
      withFile(options, async (target) => {
        const key = randomUUID();
        // What a killed process left unfinished ends where the next line begins.
        const bytes = Buffer.from(`\n${JSON.stringify({ ...line, key, at: Date.now() })}\n`);
        // One write, as only that is never mixed with those of others.
        const { bytesWritten } = await target.write(bytes);
        if (bytesWritten < bytes.length) throw new Error('the disk took only a part of a line');
        return readOn(target, key);
      }),
    /** The state as of now. @param {Options} [options] @returns {Promise<import('./state.mjs').State>} */
    read: (options) =>
      withFile(options, async (source) => {
        await readOn(source);
        return state;
      }),
    /** Whether lines can be written, which leaves none behind. @param {Options} options */
    probe: (options) =>
      withFile(options, async () => {
        const beside = `${path}.${randomUUID()}.probe`;
        await writeFile(beside, 'probe').finally(() => rm(beside, { force: true }));
        return { name: 'own jobs', version: '1', location: path };
      }),
    /** Calls back when there are lines that were not known, until the returned function is called. @param {() => void} listener */
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

/** What can be read of the lines; a line that a killed process left unfinished is passed over. */
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
