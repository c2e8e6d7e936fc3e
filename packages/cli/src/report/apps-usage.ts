import { readDumps } from '@memex/adapter-files';
import { type ReportSummary, reportAppsUsage } from '@memex/core/reports';
import { type Options, readOptions } from '../options/read-options.js';
import { sharedFileIssues, windowIssues } from './checks.js';
import { APPS_USAGE } from './options.js';
import { optionally, type ReportCommand, type ReportContext } from './report-command.js';
import { windowOf } from './window.js';

export const appsUsageCommand: ReportCommand = {
  table: APPS_USAGE,
  examples: [
    "APIKEY=… memex apps-usage -ai 'bot-1;bot-2' -ii ilog -u dump.csv -o usage.csv",
    'APIKEY=… memex apps-usage -ai bot-1 -r 7D -o usage.tsv -pf profiles.json',
  ],
  prepare(argv, environment) {
    const options = readOptions(APPS_USAGE, argv, environment, (texts) => [
      ...windowIssues(APPS_USAGE, texts, false),
      ...sharedFileIssues(APPS_USAGE, texts, ['userFile', 'profileFile']),
    ]);
    return { options, run: (context) => run(options, context) };
  },
};

async function run(
  { appIds, ilogId, surveyIds, updates, failures, ...options }: Options<typeof APPS_USAGE>,
  { ports, files, call }: ReportContext,
): Promise<ReportSummary> {
  const input = {
    appIds,
    ilogId: ilogId ?? undefined,
    surveyIds,
    updates: readDumps(updates, 'last_update', call),
    failures: readDumps(failures, 'failure_datetime', call),
    window: windowOf(options),
  };
  const outputs = {
    users: await files.table(options.userFile),
    profiles: await optionally(options.profileFile, files.document),
  };
  return reportAppsUsage(input, ports, outputs, call);
}
