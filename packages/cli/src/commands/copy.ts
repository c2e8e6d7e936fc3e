import { setFlagsFromString } from 'node:v8';
import { type AnalyticalStore, isMemexError } from '@memex/core';
import { copyStore, startAll, stopAll } from '@memex/core/toolkit';
import { createStore } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { type CopiedStores, type CopyState, copyStateIn } from './copy-state.js';
import { createProgressBar } from './progress.js';
import type { Run } from './run.js';
import { firstSignal } from './signals.js';

/** Copies messages, logs and analytics from one store to another, keeping their ids; what is interrupted goes on where it was. */
export const copy: Run = async ({ config, options }) => {
  const { from, to } = options;
  if (from === undefined || to === undefined) throw misused('both --from and --to must be given');
  if (from === to) throw misused('--from and --to must not be the same store');
  // What passes through is garbage soon, of which V8 would otherwise let three times as much gather.
  setFlagsFromString('--optimize-for-size');
  const stop = new AbortController();
  void firstSignal().then((signal) => stop.abort(new Error(`stopped by ${signal}`)));
  const [source, target] = await Promise.all([
    openStore('--from', from, config),
    openStore('--to', to, config),
  ]);
  const file = options.state ?? 'memex-copy.json';
  const names = { source: shown(from), target: shown(to) };
  await startAll([source, target]);
  try {
    const state = copyStateIn(file, await identitiesOf(source, target, names));
    return await copyAll({ source, target, names, state, file, signal: stop.signal });
  } finally {
    await stopAll([source, target]);
  }
};

interface Names {
  readonly source: string;
  readonly target: string;
}

interface Copying {
  readonly source: AnalyticalStore;
  readonly target: AnalyticalStore;
  readonly names: Names;
  readonly state: CopyState;
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Two names may be of one store. */
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

async function copyAll({ source, target, names, state, file, signal }: Copying): Promise<number> {
  const bar = createProgressBar(process.stderr);
  try {
    const counts = await copyStore(source, target, {
      from: await state.recall(),
      signal,
      onProgress: ({ kind, copied, total, next }) => {
        state.remember(next);
        bar.update(kind, copied, total);
      },
    });
    bar.end();
    await state.forget();
    for (const [kind, { source: there, target: here }] of Object.entries(counts))
      process.stdout.write(`${kind}: ${there} in ${names.source}, ${here} in ${names.target}\n`);
    refuseDifference(counts, names);
    return EXIT.done;
  } catch (error) {
    bar.end();
    await state.settle();
    if (isMemexError(error, 'aborted'))
      throw new CliError(EXIT.failed, [
        `${reasonOf(signal)}; the same command goes on from here (${file} keeps how far it is)`,
      ]);
    throw error;
  }
}

/** What is missing is copied by another call, which begins anew; what the target has more was there before, or came meanwhile. */
function refuseDifference(counts: Awaited<ReturnType<typeof copyStore>>, { source, target }: Names): void {
  const faults = Object.entries(counts).flatMap(([kind, { source: there, target: here }]) => {
    if (here < there)
      return [`${there - here} of ${there} ${kind} are missing in ${target}: run the same command again`];
    return here > there ? [`${target} has ${here - there} ${kind} that ${source} does not have`] : [];
  });
  const [first, ...others] = faults;
  if (first !== undefined) throw new CliError(EXIT.failed, [first, ...others]);
}

function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : 'stopped';
}

/** Stores as the command line names them: `embedded[:FOLDER]`, `elasticsearch` as configured, or an address of Elasticsearch. */
async function openStore(flag: string, name: string, config: Config): Promise<AnalyticalStore> {
  const [, kind, rest = ''] = /^(embedded|elasticsearch|https?)(?::(.+))?$/.exec(name) ?? [];
  switch (kind) {
    case 'embedded':
      return createStore('embedded', { ...config, STORE_PATH: rest === '' ? config.STORE_PATH : rest });
    case 'elasticsearch':
      if (rest === '') return createStore('elasticsearch', config);
      break;
    case 'http':
    case 'https':
      return createStore('elasticsearch', { ...config, EL_HOST: [name] });
  }
  throw misused(`${flag} must be embedded, embedded:FOLDER, elasticsearch, or an address of Elasticsearch`);
}

/** A store's name without user and password. */
function shown(name: string): string {
  return name.replace(/\/\/[^/@]*@/, '//');
}

function misused(message: string): CliError {
  return new CliError(EXIT.misused, [message]);
}
