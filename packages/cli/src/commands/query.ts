import { createOutputFiles } from '@memex/adapter-files';
import { type Answered, resultTable } from '@memex/core/toolkit';
import { askServer, serverOf } from '../query/ask-server.js';
import { askStore } from '../query/ask-store.js';
import { readDescriptors } from '../query/descriptors.js';
import { refusePictureFile, writePictures } from '../query/pictures.js';
import { printResults } from '../query/print-results.js';
import { EXIT, misused } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** Computes descriptors from the configured store or on a server, prints the results, and draws them. */
export const query: Run = async ({ config, args, options }) => {
  const { url, json, csv, file, picture } = options;
  const isPrinted = picture !== '-';
  if (json !== undefined && csv !== undefined) throw misused('only one of --json and --csv can be given');
  if (!isPrinted && (json ?? csv) !== undefined)
    throw misused('--picture - needs stdout for itself: leave out --json and --csv, or name a file');
  if (url === undefined && options['api-key-file'] !== undefined) throw misused('--api-key-file needs --url');
  const given = await readDescriptors(args, file);
  if (picture !== undefined) refusePictureFile(picture, given.descriptors.length);
  const answers =
    url === undefined
      ? await askStore(given, config)
      : await askServer(given, await serverOf(url, options['api-key-file'], config.WS_APIKEY));
  const answered = given.descriptors.map((descriptor, index) => ({
    descriptor,
    result: answers.results[index] ?? null,
  }));
  if (picture !== undefined) await writePictures(picture, answered, config.TIME_ZONE);
  if (!isPrinted) return EXIT.done;
  if (json !== undefined) process.stdout.write(`${answers.json}\n`);
  else if (csv !== undefined) await printCsv(answered, config.TIME_ZONE, options['safe-cells'] !== undefined);
  else process.stdout.write(tableText(answered, config.TIME_ZONE));
  return EXIT.done;
};

const USUAL_WIDTH = 80;

function tableText(answered: readonly Answered[], zone: string): string {
  const width = Math.max(USUAL_WIDTH / 2, process.stdout.columns ?? USUAL_WIDTH);
  return printResults(answered, zone, width)
    .map((line) => `${line}\n`)
    .join('');
}

async function printCsv(answered: readonly Answered[], zone: string, safeCells: boolean): Promise<void> {
  const files = createOutputFiles({ stdout: process.stdout, safeCells });
  const { columns, rows } = resultTable(answered, zone);
  const table = await files.table('-');
  for (const cells of [columns, ...rows]) await table.row(cells);
  await files.commit();
}
