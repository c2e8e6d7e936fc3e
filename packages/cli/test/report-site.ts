import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPythonLogger,
  type FakePlatform,
  type PythonLogger,
  startFakePlatform,
} from '@memex/test-services';
import type { Settings } from '../src/config/config.js';
import { type MemexProcess, runMemex } from './memex-process.js';

export const KEY = 'Key0Of1The2Test3';

/** What may stand in the files that were asked for, and nowhere else. */
export const PRIVATE = [KEY, 'Zoë', 'O"Neil', 'zoe@example.org', 'Bad'] as const;

/** Of users whose times and texts have every form that has broken a table. */
const PROFILES = {
  zoe: {
    id: 'zoe',
    name: { first: 'Zoë', last: 'O"Neil, the\r\n=first|' },
    email: 'zoe@example.org',
    gender: 'F',
  },
  ben: { id: 'ben', name: null, email: null, gender: 'O' },
  bad: { id: 'bad', name: { first: 'Bad', last: 5 } },
  عمر: { id: 'عمر', name: { first: '\tعمر', last: 'nul\0l' }, gender: 'non-binary' },
} as const;

const USERS = {
  zoe: 1_700_000_000,
  ben: 1_700_000_001,
  gone: 1_700_000_002,
  bad: 1_700_000_003,
  عمر: 1_700_000_004,
};

const TASKS = [
  {
    id: 't1',
    requesterId: 'zoe',
    goal: { name: '"caf\\u00e9?"', description: ':smile:' },
    transactions: [
      transaction('x1', 'answerTransaction', 'ben', { answer: 'yes :thumbs_up:' }),
      transaction('x2', 'bestAnswerTransaction', 'zoe', { transactionId: 'x1', reason: '"be\\u0063ause"' }),
    ],
  },
  { id: 't2', requesterId: 'ben', goal: { name: 'no answer' }, transactions: [] },
  ...Array.from({ length: 120 }, (_, n) => ({
    id: `more${n}`,
    requesterId: 'zoe',
    goal: { name: `q ${n}` },
  })),
].map((task, n) => ({
  appId: 'app',
  _creationTs: 1_700_000_100 + n,
  attributes: { id: 9007199254740993n },
  ...task,
}));

function transaction(id: string, label: string, actioneerId: string, attributes: object) {
  return { id, label, actioneerId, attributes, _creationTs: 1_700_000_200, messages: [] };
}

const TRANSACTIONS = TASKS.flatMap((task) =>
  ('transactions' in task ? task.transactions : []).map((one) => ({ ...one, appId: 'app', taskId: task.id })),
);

export const MESSAGES = Array.from({ length: 2_300 }, (_, n) => ({
  type: 'request' as const,
  messageId: `m${n}`,
  channel: 'WEB',
  userId: n % 2 === 0 ? 'zoe' : 'ben',
  project: 'app',
  // Two hundred at a time.
  timestamp: new Date(1_700_000_000_000 + 10 * Math.floor(n / 200)).toISOString().slice(0, -1),
  content: { type: 'text' as const, value: n % 3 === 0 ? 'h\u2028i' : 'hi' },
  metadata: { question: '"caf\\u00e9"', small: 1e-7, n },
}));

/** Asks for all six files, over a window that holds everything. */
export const ALL_FILES = [
  ...['-ai', 'app', '-ii', 'ilog', '-si', 'survey', '-s', '2023-11-14', '-e', '2023-11-16T00:00:00+01:00'],
  ...['-af', 'a.csv', '-qf', 'q.csv', '-uf', 'u.tsv', '-tf', 't.json', '-mf', 'm.json', '-pf', 'p.json'],
] as const;

/** A platform with a logger, and a folder to write to. */
export interface ReportSite extends AsyncDisposable {
  readonly platform: FakePlatform;
  readonly python: PythonLogger;
  readonly folder: string;
  run(args: readonly string[], settings?: Settings): MemexProcess;
  /** By name: everything in the folder. */
  files(): Promise<Readonly<Record<string, string>>>;
}

export async function startReportSite(): Promise<ReportSite> {
  const folder = await mkdtemp(join(tmpdir(), 'memex-reports-'));
  const python = createPythonLogger(MESSAGES);
  const platform = await startFakePlatform(KEY, {
    users: {
      app: USERS,
      ilog: { zoe: 1 },
      survey: { ben: 1, gone: 1 },
      'bot 2': { zoe: 5, ben: 1_700_000_005 },
    },
    apps: { app: { id: 'app', name: 'The app' }, 'bot 2': { id: 'bot 2', name: 'Bot, too' } },
    profiles: PROFILES,
    tasks: TASKS,
    transactions: TRANSACTIONS,
    cohorts: [
      { app_id: 'app', user_id: 'zoe', cohort: 1 },
      { app_id: 'other', user_id: 'ben', cohort: 0 },
    ],
  });
  platform.logger = python.logger;
  return {
    platform,
    python,
    folder,
    run: (args, settings) =>
      runMemex(args, { INSTANCE: platform.instance, APIKEY: KEY, ...settings }, folder),
    async files() {
      const names = await readdir(folder);
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
      );
    },
    async [Symbol.asyncDispose]() {
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The lines of a text, without the end of the last. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
