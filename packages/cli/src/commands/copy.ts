import { setFlagsFromString } from 'node:v8';
import { type AnalyticalStore, isMemexError } from '@memex/core';
import { copyStore, startAll, stopAll } from '@memex/core/toolkit';
import { createExistingStore } from '../composition/existing-store.js';
import { createStore } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { shownValue } from '../config/shown.js';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import { linesOf, type Names, throwOnDifference } from './copy-report.js';
import { type CopiedStores, type CopyState, copyStateIn } from './copy-state.js';
import { createProgressBar } from './progress-bar.js';
import type { Run } from './run.js';
import { stopAtSignal, stopReason } from './signals.js';

/** Copies everything from one store to another, with its ids. An interrupted copy can be resumed. */
export const copy: Run = async ({ config, options }) => {
  const { from, to } = options;
  if (from === undefined || to === undefined) throw misused('both --from and --to must be given');
  if (from === to) throw misused('--from and --to must not be the same store');
  // Entries become garbage quickly. Without this flag, V8 would let three times as much of it accumulate.
  setFlagsFromString('--optimize-for-size');
  const signal = stopAtSignal();
  const [source, target] = await Promise.all([
    openStore('--from', from, config, (kind, settings) => createExistingStore(kind, settings, '--from')),
    openStore('--to', to, config, createStore),
  ]);
  const file = options.state ?? 'memex-copy.json';
  const names = { source: shown(from), target: shown(to) };
  await startAll([source, target]);
  try {
    const state = copyStateIn(file, await identitiesOf(source, target, names));
    const json = options.json !== undefined;
    const suppress = config.WS_SUPPRESS === 'on';
    return await copyAll({ source, target, names, state, file, signal, json, suppress });
  } finally {
    await stopAll([source, target]);
  }
};

interface Copying {
  readonly source: AnalyticalStore;
  readonly target: AnalyticalStore;
  readonly names: Names;
  readonly state: CopyState;
  readonly file: string;
  readonly signal: AbortSignal;
  /** Whether to print the counts as JSON. */
  readonly json: boolean;
  readonly suppress: boolean;
}

/** Two names can mean the same store. */
async function identitiesOf(
  source: AnalyticalStore,
  target: AnalyticalStore,
  names: Names,
): Promise<CopiedStores> {
  const identities = { source: await source.identity(), target: await target.identity() };
  if (identities.source === identities.target)
    throw misused(`${names.source} and ${names.target} are the same store`);
  return identities;
}

async function copyAll({
  source,
  target,
  names,
  state,
  file,
  signal,
  json,
  suppress,
}: Copying): Promise<number> {
  const bar = createProgressBar(process.stderr);
  try {
    const result = await copyStore(source, target, {
      from: await state.recall(),
      signal,
      suppress,
      onProgress: ({ kind, copied, total, next }) => {
        state.remember(next);
        bar.update(kind, copied, total);
      },
    });
    bar.end();
    await state.forget();
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : linesOf(result, names));
    throwOnDifference(result, names);
    return EXIT.done;
  } catch (error) {
    bar.end();
    await state.settle();
    if (isMemexError(error, 'aborted'))
      throw new CliError(EXIT.failed, [
        `${stopReason(signal)}; the same command goes on from here (${file} records the progress)`,
      ]);
    throw error;
  }
}

/** Opens a store by its name on the command line: `embedded[:FOLDER]`, `elasticsearch` (as configured), or the URL of an Elasticsearch. */
async function openStore(
  flag: string,
  name: string,
  config: Config,
  open: typeof createStore,
): Promise<AnalyticalStore> {
  const [, kind, rest = ''] = /^(embedded|elasticsearch|https?)(?::(.+))?$/.exec(name) ?? [];
  switch (kind) {
    case 'embedded':
      return open('embedded', { ...config, STORE_PATH: rest === '' ? config.STORE_PATH : rest });
    case 'elasticsearch':
      if (rest === '') return open('elasticsearch', config);
      break;
    case 'http':
    case 'https':
      return open('elasticsearch', { ...config, EL_HOST: [name] });
  }
  throw misused(
    `${flag} must be embedded, embedded:FOLDER, elasticsearch, or an address of Elasticsearch${shownValue(shown(name))}`,
  );
}

/** The name of a store, without user and password. */
function shown(name: string): string {
  return name.replace(/\/\/[^/@]*@/, '//');
}
