import type { Sink } from '@memex/adapter-files';
import type {
  DocumentWriter,
  ReportOptions,
  ReportPorts,
  ReportSummary,
  TableWriter,
} from '@memex/core/reports';
import type { OptionTable } from '../options/option.js';
import type { Options } from '../options/read-options.js';
import type { COMMON } from './options.js';

/** What a report needs to run. */
export interface ReportContext {
  readonly ports: ReportPorts;
  readonly files: ReportFiles;
  readonly call: ReportOptions;
}

/** Opens the files of a report. */
export interface ReportFiles {
  table(path: string): Promise<TableWriter>;
  document(path: string): Promise<DocumentWriter>;
  text(path: string): Promise<Sink>;
}

/** A report as a command. */
export interface ReportCommand {
  readonly table: OptionTable;
  /** Complete command lines. */
  readonly examples: readonly string[];
  /** @throws CliError with a line for each issue of the command line and the environment */
  prepare(argv: readonly string[], environment: NodeJS.ProcessEnv): PreparedReport;
}

/** A report with valid options. */
export interface PreparedReport {
  readonly options: Options<typeof COMMON>;
  run(context: ReportContext): Promise<ReportSummary>;
}

/** Opens an output file, if one was requested. */
export async function optionally<W>(
  path: string | null,
  open: (path: string) => Promise<W>,
): Promise<W | undefined> {
  return path === null ? undefined : await open(path);
}
