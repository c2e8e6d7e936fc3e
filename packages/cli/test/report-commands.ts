import { analyticsCommand as analytics } from '../src/report/analytics.js';
import { appsUsageCommand as appsUsage } from '../src/report/apps-usage.js';
import { idEmailCommand as idEmail } from '../src/report/id-email.js';
import type { ReportCommand } from '../src/report/report-command.js';
import { CliError } from '../src/terminal/cli-error.js';

export const COMMANDS = { analytics, 'id-email': idEmail, 'apps-usage': appsUsage } as const;

/** What the old scripts needed at least. */
export const NEEDED = {
  analytics: { APIKEY: 'key', APP_ID: 'app', TIME_RANGE: '7D', ANALYTIC_FILE: 'needed.csv' },
  'id-email': { APIKEY: 'key', APP_ID: 'app', FILE: 'needed.csv' },
  'apps-usage': { APIKEY: 'key', APP_IDS: 'app', OUTPUT_FILE: 'needed.csv' },
} as const;

export type Name = keyof typeof COMMANDS;

/** The options of a report; throws CliError. */
export function readReport(name: Name, argv: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const command: ReportCommand = COMMANDS[name];
  return command.prepare(argv, environment).options as Readonly<Record<string, unknown>>;
}

/** What is wrong with a command line and an environment. */
export function linesOf(
  name: Name,
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): readonly string[] {
  try {
    readReport(name, argv, environment);
    return [];
  } catch (error) {
    if (error instanceof CliError && error.exitCode === 2) return error.lines;
    throw error;
  }
}
