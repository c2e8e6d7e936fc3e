import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { type CopyPlace, copyStore, type Store, startAll, stopAll } from '@memex/core';
import type { Config } from '../config/config.js';
import { EXIT, Refusal } from '../refusal.js';
import { createStore } from '../stores.js';
import { createProgressBar } from './progress.js';
import type { Run } from './run.js';
import { firstSignal } from './signals.js';

/** Moves messages and logs from one store to another, keeping trace ids; what is interrupted goes on where it was. */
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
  const places = placesIn(options.state ?? 'memex-copy.json', `${shown(from)} ${shown(to)}`);
  await startAll([source, target]);
  const bar = createProgressBar(process.stderr);
  try {
    const counts = await copyStore(source, target, {
      from: await places.recall(),
      signal: stop.signal,
      onProgress: ({ kind, copied, total, next }) => {
        places.remember(next);
        bar.update(kind, copied, total);
      },
    });
    bar.end();
    await places.forget();
    for (const [kind, { source: there, target: here }] of Object.entries(counts)) {
      process.stdout.write(`${kind}: ${there} in ${shown(from)}, ${here} in ${shown(to)}\n`);
    }
    return EXIT.done;
  } finally {
    bar.end();
    await places.settle();
    await stopAll([source, target]);
  }
};

/** Stores as the command line names them: `embedded[:FOLDER]`, `elasticsearch` as configured, or an address of Elasticsearch. */
async function openStore(flag: string, name: string, config: Config): Promise<Store> {
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

interface Places {
  recall(): Promise<CopyPlace | undefined>;
  remember(place: CopyPlace): void;
  forget(): Promise<void>;
  /** Resolves when what is remembered is on the disk. */
  settle(): Promise<void>;
}

/** Keeps the place of a copy in a file, whole at every moment. The place of another copy is none. */
function placesIn(file: string, copied: string): Places {
  let writing: Promise<unknown> = Promise.resolve();
  return {
    async recall() {
      const text = await readFile(file, 'utf8').catch(() => undefined); // Without its place a copy begins anew: it only takes longer.
      const kept: unknown = text === undefined ? undefined : JSON.parse(text);
      return isKept(kept) && kept.copied === copied ? kept.place : undefined;
    },
    remember(place) {
      writing = writing.then(async () => {
        await writeFile(`${file}.new`, JSON.stringify({ copied, place }));
        await rename(`${file}.new`, file);
      });
    },
    async forget() {
      await writing;
      await rm(file, { force: true });
    },
    async settle() {
      await writing;
    },
  };
}

function isKept(kept: unknown): kept is { readonly copied: string; readonly place: CopyPlace } {
  if (typeof kept !== 'object' || kept === null || !('copied' in kept) || !('place' in kept)) return false;
  const { copied, place } = kept;
  return typeof copied === 'string' && typeof place === 'object' && place !== null && 'kind' in place;
}

function misused(message: string): Refusal {
  return new Refusal(EXIT.misused, [message]);
}
