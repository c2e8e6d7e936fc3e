import { setFlagsFromString } from 'node:v8';
import { isMemexError } from '@memex/core';
import { openExistingStore } from '../composition/existing-store.js';
import { type ExportOrder, type ExportTarget, readExportOrder } from '../export/export-order.js';
import { writeFiles } from '../export/write-files.js';
import { writeStdout } from '../export/write-stdout.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import { exportUserData } from './export-user.js';
import { createProgressBar } from './progress-bar.js';
import type { Run } from './run.js';
import { stopAtSignal, stopReason } from './signals.js';

/** Writes messages, logs or analytics of the configured store to files or to standard output. */
export const exportData: Run = async (call) => {
  const { config, args, options } = call;
  if (args[0] === 'user') return exportUserData(call);
  const order = await readExportOrder(args, options);
  // Records become garbage quickly. Without this flag, V8 would let three times as much of it accumulate.
  setFlagsFromString('--optimize-for-size');
  const signal = stopAtSignal();
  const store = await openExistingStore(config, 'export from the process that has the data, over HTTP');
  await store.start();
  const bar = createProgressBar(process.stderr);
  const common = { store, order, timeZone: config.TIME_ZONE, signal };
  try {
    if (order.target.kind === 'stdout') {
      await writeStdout(store, order, config.TIME_ZONE, signal);
      return EXIT.done;
    }
    const files = await writeFiles({
      ...common,
      target: order.target,
      onProgress: (file, records, total) => bar.update(file, records, total ?? records),
    });
    bar.end();
    process.stdout.write(
      options.json === undefined
        ? files.map(({ path, records }) => `${path}: ${countOf(records)} ${order.kind}\n`).join('')
        : `${JSON.stringify({ files })}\n`,
    );
    return EXIT.done;
  } catch (error) {
    if (!isMemexError(error, 'aborted')) throw error;
    throw new CliError(EXIT.failed, [`${stopReason(signal)}${whatIsLeft(order, order.target)}`]);
  } finally {
    bar.end();
    await store.stop();
  }
};

function whatIsLeft({ format }: ExportOrder, target: ExportTarget): string {
  if (target.kind === 'stdout') return '';
  if (target.kind === 'folder' || format.resumable)
    return '; the same command with --resume goes on from here';
  return `; ${target.path} was not written`;
}
