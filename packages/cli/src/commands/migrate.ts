import type { Migrator } from '@memex/adapter-es';
import { inElasticsearch, loadElasticsearch } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { readJson, readText } from '../query/read-text.js';
import { EXIT, misused } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import { createProgressBar } from './progress-bar.js';
import type { Run } from './run.js';
import { firstSignal } from './signals.js';

/** Migrates data that earlier versions stored in Elasticsearch, or lists which migrations were applied. */
export const migrate: Run = async ({ config, args, options }) => {
  const { createElasticsearchMigrator } = await loadElasticsearch();
  const applicationIds = await applicationIdsOf(config);
  const migrator = inElasticsearch(config, (options) =>
    createElasticsearchMigrator({
      ...options,
      folder: config.MIGRATION_FOLDER,
      managerIndex: config.MIGRATION_MANAGER_INDEX,
      applicationIds,
    }),
  );
  const shown = { verbose: options.verbose !== undefined, json: options.json !== undefined };
  switch (args[0]) {
    case undefined:
      return runPending(migrator, options['dry-run'] !== undefined, shown);
    case 'status':
      return printStatus(migrator, shown);
    default:
      throw misused(`there is no \`memex migrate ${args[0]}\`, only \`status\``);
  }
};

/** How much is printed, and how. */
interface Shown {
  /** Whether each index has a line. */
  readonly verbose: boolean;
  readonly json: boolean;
}

async function runPending(migrator: Migrator, dryRun: boolean, { verbose, json }: Shown): Promise<number> {
  const stop = new AbortController();
  void firstSignal().then((signal) => stop.abort(new Error(`stopped by ${signal}`)));
  const bar = createProgressBar(process.stderr);
  const totals: MigratedTotals[] = [];
  let changed = new Map<string, number>();
  const conclude = (total: MigratedTotals): void => {
    bar.end();
    totals.push(total);
    if (!json) for (const line of linesOf(total, { dryRun, verbose })) print(line);
    changed = new Map();
  };
  await migrator
    .run({
      dryRun,
      signal: stop.signal,
      onProgress: ({ number, name }, progress) => {
        if (progress.changed > 0) changed.set(progress.index, progress.changed);
        bar.update(`${number} ${name} ${progress.index}`, progress.done, progress.total);
      },
      onSkip: ({ number, name }, reason) =>
        conclude({ number, name, outcome: 'skipped', reason, changed: {} }),
      onStep: ({ number, name }, outcome) => {
        if (outcome !== 'begins') conclude({ number, name, outcome, changed: Object.fromEntries(changed) });
      },
    })
    .finally(() => bar.end());
  if (json) print(JSON.stringify({ migrations: totals }));
  return EXIT.done;
}

/** What a migration did, or would do. */
interface MigratedTotals {
  readonly number: number;
  readonly name: string;
  readonly outcome: 'applied' | 'would apply' | 'skipped';
  readonly reason?: string;
  /** How many documents of each index. */
  readonly changed: Readonly<Record<string, number>>;
}

function linesOf(
  { number, name, outcome, reason, changed }: MigratedTotals,
  { dryRun, verbose }: { readonly dryRun: boolean; readonly verbose: boolean },
): readonly string[] {
  const counts = Object.entries(changed);
  const documents = counts.reduce((sum, [, count]) => sum + count, 0);
  const what = reason ?? `${countOf(documents)} documents in ${countOf(counts.length)} indices`;
  const verb = dryRun ? 'would change' : 'changed';
  return [
    `${number} ${name}: ${outcome}, ${what}`,
    ...(verbose ? counts.map(([index, count]) => `  ${index}: ${verb} ${countOf(count)} documents`) : []),
  ];
}

async function printStatus(migrator: Migrator, { json }: Shown): Promise<number> {
  const steps = (await migrator.status()).map(({ migration: { number, name }, appliedAt, skipReason }) => ({
    number,
    name,
    state: appliedAt === undefined ? (skipReason === undefined ? 'pending' : 'skipped') : 'applied',
    appliedAt,
    reason: skipReason,
  }));
  if (json) print(JSON.stringify({ migrations: steps }));
  for (const { number, name, state, appliedAt, reason } of json ? [] : steps) {
    const text = appliedAt ?? (reason === undefined ? state : `${state}, ${reason}`);
    print(`${String(number).padStart(4)}  ${name.padEnd(40)}  ${text}`);
  }
  return EXIT.done;
}

/** @throws CliError if the file is not a JSON object of strings. */
async function applicationIdsOf({
  MIGRATION_APP_IDS: file,
}: Config): Promise<ReadonlyMap<string, string> | undefined> {
  if (file === null) return undefined;
  const name = `MIGRATION_APP_IDS ${file}`;
  const ids = readJson(name, await readText('MIGRATION_APP_IDS', file));
  if (typeof ids !== 'object' || ids === null || Array.isArray(ids))
    throw misused(`${name} must be a JSON object: of each project, the application id`);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(ids);
  return new Map(entries.map(([project, id]) => [project, idIn(name, project, id)]));
}

function idIn(name: string, project: string, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw misused(`${name}: the application id of ${project} must be a string that is not empty`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
