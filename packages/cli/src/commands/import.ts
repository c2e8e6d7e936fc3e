import { setFlagsFromString } from 'node:v8';
import { type AnalyticalStore, createMemex, isMemexError } from '@memex/core';
import { createStore, storeKindOf } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { readImportOrder } from '../import/import-order.js';
import { importSummaryLines, importSummaryOf } from '../import/import-summary.js';
import {
  type ImportedFile,
  type ImportRun,
  type PreparedImport,
  prepareImport,
  runImport,
} from '../import/run-import.js';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import { createProgressBar } from './progress-bar.js';
import type { Run } from './run.js';
import { stopAtSignal, stopReason } from './signals.js';

/** Imports messages and logs from files into the configured store. */
export const importData: Run = async ({ config, args, options }) => {
  const order = await readImportOrder(args, options);
  const prepared = await prepareImport(order);
  // Entries become garbage quickly. Without this flag, V8 would let three times as much of it accumulate.
  setFlagsFromString('--optimize-for-size');
  const signal = stopAtSignal();
  const store = order.isDryRun ? undefined : await openStore(config);
  await store?.start();
  try {
    const before = store === undefined ? 0 : await entriesIn(store, signal);
    const imported = await importFiles(prepared, { store, refusedAmong: refusedIn(store, config) }, signal);
    const added = store === undefined ? undefined : (await entriesIn(store, signal)) - before;
    const summary = importSummaryOf(order, imported, added);
    process.stdout.write(
      options.json === undefined
        ? importSummaryLines(summary)
            .map((line) => `${line}\n`)
            .join('')
        : `${JSON.stringify(summary)}\n`,
    );
    return summary.rejected === 0 ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (!isMemexError(error, 'aborted')) throw error;
    throw new CliError(EXIT.failed, [
      `${stopReason(signal)}; the same command reads everything again, and stores what is missing`,
    ]);
  } finally {
    await store?.stop();
  }
};

async function openStore(config: Config): Promise<AnalyticalStore> {
  const kind = storeKindOf(config);
  if (kind === 'memory') throw misused('STORE=memory would lose everything when the import ends');
  return createStore(kind, config);
}

/** Finds the messages of erased users, where WS_SUPPRESS is on. */
function refusedIn(store: AnalyticalStore | undefined, { WS_SUPPRESS }: Config): ImportRun['refusedAmong'] {
  if (store === undefined || WS_SUPPRESS !== 'on') return undefined;
  const { suppression } = createMemex({ store });
  return (values, options) => suppression.refusedAmong(values, options);
}

async function entriesIn({ messages, logs }: AnalyticalStore, signal: AbortSignal): Promise<number> {
  const all = { projects: 'all' } as const;
  return (await messages.count(all, { signal })) + (await logs.count(all, { signal }));
}

/** How many rejections are printed; the file has them all. */
const SHOWN = 10;
const MEGABYTE = 1_000_000;

async function importFiles(
  prepared: PreparedImport,
  target: Pick<ImportRun, 'store' | 'refusedAmong'>,
  signal: AbortSignal,
): Promise<readonly ImportedFile[]> {
  const bar = createProgressBar(process.stderr);
  let rejected = 0;
  try {
    return await runImport({
      ...prepared,
      ...target,
      signal,
      onProgress: (file, items, bytes, size) => {
        if (size === undefined) bar.update(file, items, items);
        else bar.update(`${file} MB`, Math.floor(bytes / MEGABYTE), Math.ceil(size / MEGABYTE));
      },
      onRejection: (path, { place, reason }) => {
        rejected++;
        if (rejected > SHOWN) return;
        bar.end();
        process.stderr.write(`memex: ${path} ${place}: ${reason}\n`);
      },
    });
  } finally {
    bar.end();
    if (rejected > SHOWN) process.stderr.write(`memex: and ${countOf(rejected - SHOWN)} more\n`);
  }
}
