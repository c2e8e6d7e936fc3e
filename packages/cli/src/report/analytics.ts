import { type ReportSummary, reportAnalytics } from '@memex/core/reports';
import { type Options, readOptions } from '../options/read-options.js';
import { absentFileIssues, sharedFileIssues, windowIssues } from './checks.js';
import { ANALYTICS } from './options.js';
import { openPictures } from './pictures.js';
import { optionally, type ReportCommand, type ReportContext } from './report-command.js';
import { windowOf } from './window.js';

const FILES = ['analyticFile', 'questionFile', 'userFile', 'taskFile', 'messageFile', 'profileFile'] as const;
const OUTPUTS = [...FILES, 'pictures'] as const;

export const analyticsCommand: ReportCommand = {
  table: ANALYTICS,
  examples: [
    'APIKEY=… memex analytics -ai my-app -r 30D -af analytics.csv -uf users.tsv',
    'APIKEY=… memex analytics -ai my-app -s 2026-11-01 -e 2026-12-01 -mf -',
  ],
  prepare(argv, environment) {
    const options = readOptions(ANALYTICS, argv, environment, (texts) => [
      ...windowIssues(ANALYTICS, texts, true),
      ...absentFileIssues(ANALYTICS, texts, OUTPUTS),
      ...sharedFileIssues(ANALYTICS, texts, FILES),
    ]);
    return { options, run: (context) => run(options, context) };
  },
};

async function run(
  { appId, ilogId, surveyId, ...options }: Options<typeof ANALYTICS>,
  { ports, files, call }: ReportContext,
): Promise<ReportSummary> {
  const window = windowOf(options);
  if (window === undefined) throw new TypeError('options that were checked have a window');
  const table = await optionally(options.analyticFile, files.table);
  const pictures = await optionally(options.pictures, (folder) => openPictures(folder, files, table));
  const outputs = {
    analytics: pictures?.table ?? table,
    questions: await optionally(options.questionFile, files.table),
    users: await optionally(options.userFile, files.table),
    tasks: await optionally(options.taskFile, files.document),
    messages: await optionally(options.messageFile, files.document),
    profiles: await optionally(options.profileFile, files.document),
  };
  const input = { appId, ilogId: ilogId ?? undefined, surveyId: surveyId ?? undefined, window };
  const summary = await reportAnalytics(input, ports, outputs, call);
  await pictures?.draw(appId);
  return summary;
}
