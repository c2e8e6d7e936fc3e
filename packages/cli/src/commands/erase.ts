import { resolve } from 'node:path';
import type { AnalyticalMemex, AnalyticalStore } from '@memex/core';
import { createMemex } from '@memex/core';
import { UserQuery } from '@memex/core/model';
import { foundOfUser, renewResults, type SearchedPart, verifyErasure } from '@memex/core/toolkit';
import { openExistingStore } from '../composition/existing-store.js';
import { openExistingJobs } from '../composition/jobs.js';
import { createConfiguredPlatform } from '../composition/platform.js';
import { elasticsearchOptions, loadElasticsearch, storeKindOf } from '../composition/stores.js';
import { type ErasureReport, hasRest, reportLines } from '../erase/report.js';
import { searchFiles } from '../erase/search-files.js';
import { createBackgroundErrorLogger } from '../observe/background-error-logger.js';
import { createLogger } from '../observe/logger.js';
import { decodeArguments } from '../options/decode-arguments.js';
import { EXIT, misused } from '../terminal/cli-error.js';
import type { CommandOptions, Run } from './run.js';

/** Erases a user, and searches everything again. */
export const erase: Run = async (command) => {
  const { config, options } = command;
  const query = queryOf(command);
  const store = await openExistingStore(config, 'use DELETE /messages of the process that has the data');
  const jobs = await openExistingJobs(
    config,
    createBackgroundErrorLogger(await createLogger(config, 'erase'), 'queue'),
  );
  const { services: platform } = await createConfiguredPlatform(config);
  const { TIME_ZONE: timeZone, WS_SUPPRESS } = config;
  const memex = createMemex({ store, jobs, platform, timeZone, suppress: WS_SUPPRESS === 'on' });
  await memex.start();
  let report: ErasureReport;
  try {
    report = await eraseUser({ memex, store, query, options });
    if (report.searched !== null) {
      const scope = scopeOf(query);
      report = { ...report, searched: await verifyErasure(store, jobs.queue, scope) };
    }
  } finally {
    await memex.stop();
  }
  if (report.searched !== null && query.project === null)
    report = {
      ...report,
      searched: [...report.searched, ...(await besideOf(report.searched, query, config))],
    };
  process.stdout.write(
    options.json === undefined
      ? reportLines(report)
          .map((line) => `${line}\n`)
          .join('')
      : `${JSON.stringify(report)}\n`,
  );
  return hasRest(report) ? EXIT.failed : EXIT.done;
};

interface Query {
  readonly userId: string;
  readonly project: string | null;
}

function queryOf({ args: [userId, ...more], options: { project } }: CommandOptions): Query {
  if (userId === undefined || more.length > 0) throw misused('give one user: memex erase ID');
  return decodeArguments(UserQuery, { userId, project }, { userId: '<user>', project: '--project' });
}

function scopeOf({ userId, project }: Query) {
  return { userId, projects: project === null ? 'all' : [project] } as const;
}

interface Erasure extends Pick<CommandOptions, 'options'> {
  readonly memex: AnalyticalMemex;
  readonly store: AnalyticalStore;
  readonly query: Query;
}

async function eraseUser({ memex, store, query, options }: Erasure): Promise<ErasureReport> {
  const scope = scopeOf(query);
  const found = await foundOfUser(store.messages, scope);
  const dryRun = options['dry-run'] !== undefined;
  if (dryRun) return { dryRun, found, deleted: 0, renewed: 0, searched: null };
  const deleted = await memex.messages.eraseUser(query, { by: 'command line' });
  const renewed = await renewResults(store, memex.analytics, scope);
  return { dryRun, found, deleted, renewed, searched: options.verify === undefined ? null : [] };
}

/** What an engine keeps beside what it lists. Where no entry of others has the id as a text, nothing of it may be left. */
async function besideOf(
  searched: readonly SearchedPart[],
  { userId }: Query,
  config: CommandOptions['config'],
): Promise<readonly SearchedPart[]> {
  const text = JSON.stringify(userId);
  const isOfOthers = searched.some(({ mentioned }) => mentioned > 0);
  const partOf = (part: SearchedPart['part'], looked: number, found: number): SearchedPart => {
    const counts = isOfOthers ? { found: 0, mentioned: found } : { found, mentioned: 0 };
    return { part, looked, ...counts };
  };
  switch (storeKindOf(config)) {
    case 'embedded': {
      const { bytes, found } = await searchFiles(resolve(config.STORE_PATH), text);
      return [partOf('files', bytes, found)];
    }
    case 'elasticsearch': {
      const { searchBeside } = await loadElasticsearch();
      const { answers, values } = await searchBeside(elasticsearchOptions(config), text);
      return [
        partOf('idempotency answers', answers.looked, answers.found),
        partOf('rules and receipts', values.looked, values.found),
      ];
    }
    default:
      return [];
  }
}
