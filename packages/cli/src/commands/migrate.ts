import { readFile } from 'node:fs/promises';
import type { Migrator } from '@memex/adapter-es';
import { isMemexError } from '@memex/core';
import { elasticsearchOptions, loadElasticsearch } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { createProgressBar } from './progress-bar.js';
import type { Run } from './run.js';
import { firstSignal } from './signals.js';

/** Migrates data that earlier versions stored in Elasticsearch, or lists which migrations were applied. */
export const migrate: Run = async ({ config, args, options }) => {
  const { createElasticsearchMigrator } = await loadElasticsearch();
  const migrator = createElasticsearchMigrator({
    ...elasticsearchOptions(config),
    folder: config.MIGRATION_FOLDER,
    managerIndex: config.MIGRATION_MANAGER_INDEX,
    applicationIds: await applicationIdsOf(config),
  });
  switch (args[0]) {
    case undefined:
      return runPending(migrator, options['dry-run'] === 'true');
    case 'status':
      return printStatus(migrator);
    default:
      throw new CliError(EXIT.misused, [`there is no \`memex migrate ${args[0]}\`, only \`status\``]);
  }
};

async function runPending(migrator: Migrator, dryRun: boolean): Promise<number> {
  const stop = new AbortController();
  void firstSignal().then((signal) => stop.abort(new Error(`stopped by ${signal}`)));
  const bar = createProgressBar(process.stderr);
  const changed = new Map<string, number>();
  await migrator
    .run({
      dryRun,
      signal: stop.signal,
      onProgress: ({ number, name }, progress) => {
        if (progress.changed > 0) changed.set(`${number} ${name} ${progress.index}`, progress.changed);
        bar.update(`${number} ${name} ${progress.index}`, progress.done, progress.total);
      },
      onSkip: ({ number, name }, reason) => print(`${number} ${name}: skipped, ${reason}`),
      onStep: ({ number, name }, outcome) => {
        if (outcome === 'begins') return;
        bar.end();
        print(`${number} ${name}: ${outcome}`);
      },
    })
    .finally(() => bar.end());
  const verb = dryRun ? 'would change' : 'changed';
  for (const [where, documents] of changed) print(`${where}: ${verb} ${documents} documents`);
  return EXIT.done;
}

async function printStatus(migrator: Migrator): Promise<number> {
  for (const { migration, appliedAt } of await migrator.status()) {
    print(`${String(migration.number).padStart(4)}  ${migration.name.padEnd(40)}  ${appliedAt ?? 'pending'}`);
  }
  return EXIT.done;
}

/** @throws CliError if the file is not a JSON object of strings. */
async function applicationIdsOf({
  MIGRATION_APP_IDS: file,
}: Config): Promise<ReadonlyMap<string, string> | undefined> {
  if (file === null) return undefined;
  try {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(
      JSON.parse(await readFile(file, 'utf8')),
    );
    return new Map(entries.map(([project, id]) => [project, textOf(id)]));
  } catch (error) {
    if (isMemexError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.misused, [
      `MIGRATION_APP_IDS: ${file} is not a JSON object of strings: ${reason}`,
    ]);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError('an application id must be a string');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
