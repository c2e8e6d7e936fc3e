// The whole state of a store in one file, which is replaced after each change.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AnalyticResult, Descriptor, decode, Log, Message } from '@memex/core/model';
import { parseJson, stringifyJson } from '@memex/core/toolkit';

/**
 * @template T
 * @typedef {{ order: number, traceId: string, at: import('@memex/core/toolkit').Instant, json: string, value: T }} Row
 */

/**
 * @typedef {object} State
 * @property {string} identity
 * @property {number} stored How many rows were ever stored. It orders rows with equal instants.
 * @property {Row<Message>[]} messages
 * @property {Row<Log>[]} logs
 * @property {{ key: string, kind: string, at: number, kept: import('@memex/core/ports').KeptBatch }[]} keys The idempotency keys.
 * @property {(import('@memex/core/ports').KeyValue & { space: string })[]} values What Memex keeps beside entries, sorted by key.
 * @property {(import('@memex/core').Analytic & { order: number })[]} analytics
 */

/** @returns {Promise<State>} The content of the file, or an empty state if there is none. */
export async function readState(folder) {
  const text = await readFile(join(folder, 'store.json'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined)
    return { identity: randomUUID(), stored: 0, messages: [], logs: [], keys: [], values: [], analytics: [] };
  /** @type {any} Written by this program. */
  const saved = parseJson(text);
  const withValues = (rows, codec) =>
    rows.map((row) => ({ ...row, value: decode(codec, parseJson(row.json)) }));
  return {
    ...saved,
    messages: withValues(saved.messages, Message),
    logs: withValues(saved.logs, Log),
    analytics: saved.analytics.map(({ descriptor, result, ...row }) => ({
      ...row,
      descriptor: decode(Descriptor, descriptor),
      result: result && decode(AnalyticResult, result),
    })),
  };
}

/** How many bytes the file takes. */
export async function sizeOf(folder) {
  return (await stat(join(folder, 'store.json'))).size;
}

/** Replaces the state. A crash leaves the old or the new one, complete. An erased text is in no file afterwards. */
export async function writeState(folder, state) {
  const [path, temporary] = [join(folder, 'store.json'), join(folder, 'store.json.new')];
  const withoutValues = (rows) => rows.map(({ value, ...row }) => row);
  const saved = {
    ...state,
    messages: withoutValues(state.messages),
    logs: withoutValues(state.logs),
    analytics: state.analytics.map(({ descriptor, result, ...row }) => ({
      ...row,
      descriptor: Descriptor.encode(descriptor),
      result: result && AnalyticResult.encode(result),
    })),
  };
  await mkdir(folder, { recursive: true });
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(stringifyJson(saved));
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
