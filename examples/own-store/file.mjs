// All that a store holds, in one file, which is written anew after each change.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AnalyticResult, Descriptor, decode, Log, Message } from '@memex/core/model';
import { parseJson, stringifyJson } from '@memex/core/toolkit';

/**
 * @template T
 * @typedef {{ order: number, traceId: string, at: number, json: string, value: T }} Row
 */

/**
 * @typedef {object} State
 * @property {string} identity
 * @property {number} stored How many rows were ever stored: it tells equal instants apart.
 * @property {Row<Message>[]} messages
 * @property {Row<Log>[]} logs
 * @property {{ key: string, kind: string, at: number, kept: import('@memex/core/ports').KeptBatch }[]} keys Of repeated batches.
 * @property {(import('@memex/core').Analytic & { order: number })[]} analytics
 */

/** @returns {Promise<State>} What the file holds; nothing where there is none yet. */
export async function readState(folder) {
  const text = await readFile(join(folder, 'store.json'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined)
    return { identity: randomUUID(), stored: 0, messages: [], logs: [], keys: [], analytics: [] };
  /** @type {any} This program wrote it. */
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

/** Puts a state in the place of the one before it. A crash leaves either of them, whole; an erased text is in no file. */
export async function writeState(folder, state) {
  const [path, beside] = [join(folder, 'store.json'), join(folder, 'store.json.new')];
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
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(stringifyJson(saved));
    await file.sync();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
