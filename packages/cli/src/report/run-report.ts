import { setFlagsFromString } from 'node:v8';
import { createOutputFiles } from '@memex/adapter-files';
import { isMemexError } from '@memex/core';
import { noProgress, type ReportWarning } from '@memex/core/reports';
import { systemClock } from '@memex/core/toolkit';
import { optionsHelp } from '../options/help.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { countRows } from './counted-files.js';
import { type Interruption, listenForSignals } from './interruption.js';
import { REPORTS, type ReportName } from './names.js';
import { createReportProgress } from './progress.js';
import type { PreparedReport, ReportCommand } from './report-command.js';
import { joinWarnings, type RunSummary, summaryLines, summaryOf, warningLine } from './summary.js';

const COMMANDS: Readonly<Record<ReportName, () => Promise<ReportCommand>>> = {
  analytics: async () => (await import('./analytics.js')).analyticsCommand,
  'id-email': async () => (await import('./id-email.js')).idEmailCommand,
  'apps-usage': async () => (await import('./apps-usage.js')).appsUsageCommand,
};

/**
 * Runs a report, and resolves with the exit code.
 *
 * @param argv - The arguments after the name of the command.
 * @throws CliError if it fails.
 */
export async function runReport(name: ReportName, argv: readonly string[]): Promise<number> {
  const command = await COMMANDS[name]();
  if (argv.some((argument) => argument === '-h' || argument === '--help')) {
    process.stdout.write(helpOf(name, command));
    return EXIT.done;
  }
  const prepared = command.prepare(argv, process.env);
  const interruption = listenForSignals();
  const warnings: ReportWarning[] = [];
  try {
    const summary = await writeFiles(prepared, interruption, (warning) => warnings.push(warning));
    printSummary(summary, prepared.options);
    return EXIT.done;
  } catch (error) {
    // A successful run shows them in its summary.
    for (const warning of joinWarnings(warnings)) process.stderr.write(`memex: ${warningLine(warning)}\n`);
    const received = interruption.received();
    if (received !== undefined && isMemexError(error, 'aborted')) {
      process.stderr.write(`memex: stopped by ${received.name}; files are as they were\n`);
      return received.exitCode;
    }
    throw await cliErrorOf(error);
  } finally {
    interruption.end();
  }
}

async function writeFiles(
  { options, run }: PreparedReport,
  { signal, overdue }: Interruption,
  warn: (warning: ReportWarning) => void,
): Promise<RunSummary> {
  const began = performance.now();
  // Rows become garbage quickly. Without these flags, V8 would let garbage of twice the live size accumulate.
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
  const { createPlatform } = await import('@memex/adapter-platform');
  const { instance, apiKey, zone, safeCells, quiet } = options;
  const ports = { ...createPlatform({ instance, apiKey }), clock: systemClock, zone };
  const progress = quiet ? { ...noProgress, end: () => undefined } : createReportProgress(process.stderr);
  const files = createOutputFiles({ stdout: process.stdout, safeCells });
  const counted = countRows(files);
  const work = async () => {
    const summary = await run({ ports, files: counted, call: { progress, signal, warn } });
    await files.commit({ signal });
    return summaryOf(summary, counted.written(), performance.now() - began);
  };
  try {
    return await Promise.race([work(), overdue]);
  } finally {
    progress.end();
    await files.discard();
  }
}

function printSummary(summary: RunSummary, { quiet, json }: PreparedReport['options']): void {
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  if (!quiet)
    process.stderr.write(
      summaryLines(summary)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

async function cliErrorOf(error: unknown): Promise<unknown> {
  if (!isMemexError(error)) return error;
  const { failureLine } = await import('./failure-line.js');
  return new CliError(EXIT.failed, [failureLine(error)], { cause: error });
}

function helpOf(name: ReportName, { table, examples }: ReportCommand): string {
  const purpose = REPORTS.find((report) => report.name === name)?.purpose ?? '';
  return optionsHelp({ name, purpose, examples }, table);
}
