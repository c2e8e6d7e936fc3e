import { text } from '@memex/core/model';
import { headerSecret, path, platformAddress, timeZone } from '../config/codecs.js';
import type { OptionTable } from '../options/option.js';
import { applicationId, applicationIds, documentFile, dumpFiles, given, tableFile } from './codecs.js';

/** The default URL of the platform, as in the Python scripts. */
const INSTANCE = 'https://wenet.u-hopper.com/dev';

const PLATFORM = {
  instance: {
    codec: platformAddress,
    fallback: INSTANCE,
    short: 'i',
    long: ['instance'],
    value: 'URL',
    variables: ['INSTANCE'],
    secret: true,
    meaning: `the platform (${INSTANCE})`,
  },
  apiKey: {
    codec: headerSecret,
    short: 'a',
    long: ['apikey'],
    value: 'KEY',
    variables: ['APIKEY'],
    secret: true,
    meaning: 'its key; required; safer as a variable',
  },
} as const satisfies OptionTable;

const WINDOW = {
  range: {
    codec: text,
    fallback: null,
    short: 'r',
    long: ['range'],
    value: 'RANGE',
    variables: ['TIME_RANGE'],
    meaning: 'TODAY, ALL, or until midnight: 7D, 2W, 3M, 1Y',
  },
  start: {
    codec: text,
    fallback: null,
    short: 's',
    long: ['start'],
    value: 'TIME',
    variables: ['START_TIME'],
    meaning: 'the start, in ISO 8601',
  },
  end: {
    codec: text,
    fallback: null,
    short: 'e',
    long: ['end'],
    value: 'TIME',
    variables: ['END_TIME'],
    meaning: 'the end; overrides -r',
  },
  zone: {
    codec: timeZone,
    fallback: 'UTC',
    long: ['time-zone'],
    value: 'ZONE',
    variables: ['TIME_ZONE'],
    meaning: 'for midnights; default UTC',
  },
} as const satisfies OptionTable;

const OUTPUT = {
  safeCells: {
    codec: given,
    fallback: false,
    long: ['safe-cells'],
    meaning: 'put an apostrophe before formulas',
  },
  quiet: { codec: given, fallback: false, long: ['quiet'], meaning: 'print nothing but errors' },
  json: { codec: given, fallback: false, long: ['json'], meaning: 'print a JSON summary on stdout' },
} as const satisfies OptionTable;

export const ANALYTICS = {
  ...PLATFORM,
  appId: {
    codec: applicationId,
    short: 'ai',
    long: ['app-id'],
    value: 'ID',
    variables: ['APP_ID'],
    meaning: 'the application; required',
  },
  ilogId: {
    codec: applicationId,
    fallback: null,
    short: 'ii',
    long: ['ilog-id'],
    value: 'ID',
    variables: ['ILOG_ID'],
    meaning: 'the application with iLog',
  },
  surveyId: {
    codec: applicationId,
    fallback: null,
    short: 'si',
    long: ['survey-id'],
    value: 'ID',
    variables: ['SURVEY_ID'],
    meaning: 'the application with the survey',
  },
  ...WINDOW,
  analyticFile: {
    codec: tableFile,
    fallback: null,
    short: 'af',
    long: ['analytic-file'],
    value: 'FILE',
    variables: ['ANALYTIC_FILE'],
    meaning: 'table of analytics: .csv, .tsv, -',
  },
  questionFile: {
    codec: tableFile,
    fallback: null,
    short: 'qf',
    long: ['question-file'],
    value: 'FILE',
    variables: ['QUESTION_FILE'],
    meaning: 'table of questions',
  },
  userFile: {
    codec: tableFile,
    fallback: null,
    short: 'uf',
    long: ['user-file'],
    value: 'FILE',
    variables: ['USER_FILE'],
    meaning: 'table of users',
  },
  taskFile: {
    codec: documentFile,
    fallback: null,
    short: 'tf',
    long: ['task-file'],
    value: 'FILE',
    variables: ['TASK_FILE'],
    meaning: 'JSON of tasks, or -',
  },
  messageFile: {
    codec: documentFile,
    fallback: null,
    short: 'mf',
    long: ['message-file'],
    value: 'FILE',
    variables: ['MESSAGE_FILE'],
    meaning: 'JSON of messages',
  },
  profileFile: {
    codec: documentFile,
    fallback: null,
    short: 'pf',
    long: ['profile-file'],
    value: 'FILE',
    variables: ['PROFILE_FILE'],
    meaning: 'JSON of profiles',
  },
  pictures: {
    codec: path,
    fallback: null,
    long: ['pictures'],
    value: 'DIR',
    variables: ['PICTURES'],
    meaning: 'folder for pictures of the analytics',
  },
  ...OUTPUT,
} as const satisfies OptionTable;

export const ID_EMAIL = {
  ...PLATFORM,
  appId: ANALYTICS.appId,
  ...WINDOW,
  file: {
    codec: tableFile,
    short: 'f',
    long: ['file'],
    value: 'FILE',
    variables: ['FILE'],
    meaning: 'the table: .csv, .tsv, or - for stdout; required',
  },
  ...OUTPUT,
} as const satisfies OptionTable;

export const APPS_USAGE = {
  ...PLATFORM,
  appIds: {
    codec: applicationIds,
    short: 'ai',
    long: ['app-ids'],
    value: 'IDS',
    variables: ['APP_IDS'],
    meaning: 'the chatbots, as a;b;c; required',
  },
  ilogId: ANALYTICS.ilogId,
  surveyIds: {
    codec: applicationIds,
    fallback: [],
    short: 'si',
    long: ['survey-ids', 'survey-id'],
    value: 'IDS',
    variables: ['SURVEY_IDS', 'SURVEY_ID'],
    meaning: 'the surveys, as a;b;c',
  },
  ...WINDOW,
  updates: {
    codec: dumpFiles,
    fallback: [],
    short: 'u',
    long: ['updates'],
    value: 'FILES',
    variables: ['USER_UPDATES_DUMPS', 'USER_UPDATES_DUMP'],
    meaning: 'tables of wenet_id and last_update, as a.csv;b.csv',
  },
  failures: {
    codec: dumpFiles,
    fallback: [],
    short: 'f',
    long: ['failures'],
    value: 'FILES',
    variables: ['USER_FAILURES_DUMPS', 'USER_FAILURES_DUMP'],
    meaning: 'tables of wenet_id and failure_datetime',
  },
  userFile: {
    codec: tableFile,
    short: 'o',
    moreShort: ['uf'],
    long: ['output', 'user-file'],
    value: 'FILE',
    variables: ['OUTPUT_FILE', 'USER_FILE'],
    meaning: 'the table: .csv, .tsv, or - for stdout; required',
  },
  profileFile: { ...ANALYTICS.profileFile, meaning: 'JSON of the chatbot users, without names' },
  ...OUTPUT,
} as const satisfies OptionTable;

/** The options of every report. */
export const COMMON = { ...PLATFORM, ...WINDOW, ...OUTPUT } as const satisfies OptionTable;
