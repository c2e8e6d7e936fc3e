import { reportIdEmail } from '@memex/core/reports';
import { readOptions } from '../options/read-options.js';
import { sharedFileIssues, windowIssues } from './checks.js';
import { ID_EMAIL } from './options.js';
import type { ReportCommand } from './report-command.js';
import { windowOf } from './window.js';

export const idEmailCommand: ReportCommand = {
  table: ID_EMAIL,
  examples: [
    'APIKEY=… memex id-email -ai my-app -f addresses.csv',
    'APIKEY=… memex id-email --app-id my-app --range 7D --file - | cut -d, -f2',
  ],
  prepare(argv, environment) {
    const options = readOptions(ID_EMAIL, argv, environment, (texts) => [
      ...windowIssues(ID_EMAIL, texts, false),
      ...sharedFileIssues(ID_EMAIL, texts, ['file']),
    ]);
    return {
      options,
      run: async ({ ports, files, call }) =>
        reportIdEmail(
          { appId: options.appId, window: windowOf(options) },
          ports,
          await files.table(options.file),
          call,
        ),
    };
  },
};
