import { type Client, errors } from '@elastic/elasticsearch';
import { loadMigrations } from './folder.js';
import { takeLease } from './lease.js';
import type { Migration, MigrationContext, Progress } from './migration.js';
import { readRecords, writeRecord } from './migration-records.js';
import { moveIndices } from './move-indices.js';
import { planSteps, type Step } from './plan.js';
import { PrefixedNames } from './prefixed-names.js';
import { rewriteIndex } from './rewrite.js';

export interface MigratorOptions {
  readonly client: Client;
  /** The migrations that come with Memex. */
  readonly builtIn: readonly Migration[];
  /** The folder with the operator's own migrations. */
  readonly folder: string;
  /** What all names of the store begin with. */
  readonly prefix: string;
  /** The index that records which migrations were applied, without the prefix. */
  readonly managerIndex: string;
  readonly applicationIds?: ReadonlyMap<string, string> | undefined;
  /** Puts the current templates, before anything moves to new indices. */
  readonly prepare: () => Promise<void>;
  /** Creates an index unless it exists, before anything moves to it. */
  readonly makeIndex: (index: string) => Promise<void>;
  /** Interval between heartbeats of the lease, in milliseconds. */
  readonly heartbeatMs?: number;
}

/** Events of a run. */
export interface MigratorEvents {
  readonly onStep?: (migration: Migration, outcome: 'begins' | 'applied' | 'would apply') => void;
  readonly onSkip?: (migration: Migration, reason: string) => void;
  readonly onProgress?: (migration: Migration, progress: Progress) => void;
}

export interface RunOptions extends MigratorEvents {
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** Brings data of earlier versions to the current format. */
export interface Migrator {
  /** Returns every migration, in order, and when it was applied. */
  status(): Promise<readonly Step[]>;
  /**
   * Applies pending migrations, in order, under a lease that keeps other migrators out. A migration that fails ends
   * the run and is not recorded. A dry run takes no lease and writes nothing.
   */
  run(options?: RunOptions): Promise<void>;
}

export function createMigrator(options: MigratorOptions): Migrator {
  const { client } = options;
  const managerIndex = options.prefix + options.managerIndex;

  const status = async (): Promise<readonly Step[]> => {
    const migrations = [...options.builtIn, ...(await loadMigrations(options.folder))];
    const steps = planSteps(migrations, await readRecords(client, managerIndex));
    return steps.map((step) =>
      step.appliedAt === undefined ? { ...step, ...skipped(step.migration) } : step,
    );
  };

  const skipped = (migration: Migration): Pick<Step, 'skipReason'> => ({
    skipReason: migration.skip?.(contextOf(options, {}, migration, new AbortController().signal)),
  });

  const applyPending = async (run: RunOptions, signal: AbortSignal): Promise<void> => {
    for (const { migration, appliedAt } of await status()) {
      if (appliedAt !== undefined) continue;
      signal.throwIfAborted();
      const context = contextOf(options, run, migration, signal);
      const reason = migration.skip?.(context);
      if (reason !== undefined) {
        run.onSkip?.(migration, reason);
        continue;
      }
      run.onStep?.(migration, 'begins');
      await migration.apply(context);
      signal.throwIfAborted();
      if (!context.dryRun) await writeRecord(client, managerIndex, migration, new Date());
      run.onStep?.(migration, context.dryRun ? 'would apply' : 'applied');
    }
  };

  return {
    status,
    async run(run = {}) {
      const given = run.signal === undefined ? [] : [run.signal];
      if (run.dryRun === true) return applyPending(run, AbortSignal.any(given));
      await status(); // Reports invalid migrations before anything is written.
      for (const index of [`${managerIndex}-lease`, managerIndex]) await options.makeIndex(index);
      const lease = await takeLease({
        client,
        index: `${managerIndex}-lease`,
        ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
      });
      try {
        await options.prepare();
        await applyPending(run, AbortSignal.any([...given, lease.signal]));
      } finally {
        await lease.release();
      }
    },
  };
}

function contextOf(
  { client, prefix, applicationIds, makeIndex }: MigratorOptions,
  { dryRun = false, onProgress }: RunOptions,
  migration: Migration,
  signal: AbortSignal,
): MigrationContext {
  const rewriting = {
    client,
    signal,
    dryRun,
    makeIndex,
    onProgress: (progress: Progress) => onProgress?.(migration, progress),
  };
  const names = new PrefixedNames(prefix);
  return {
    client,
    dryRun,
    signal,
    now: new Date(),
    applicationIds,
    prefix,
    indices: async (pattern) => names.without(await indicesOf(client, names.pattern(pattern))),
    rewrite: (index, change) => rewriteIndex(prefix + index, names.change(change), rewriting),
    moveIndices: (moves) =>
      moveIndices(
        moves.map(({ from, to }) => ({ from: prefix + from, to: prefix + to })),
        rewriting,
      ),
    dropEmpty: (index) => (dryRun ? Promise.resolve() : dropEmpty(client, prefix + index)),
  };
}

async function indicesOf(client: Client, pattern: string): Promise<readonly string[]> {
  const found = await client.indices.getSettings({
    index: pattern,
    ignore_unavailable: true,
    filter_path: '*.settings.index.uuid',
  });
  return Object.keys(found).sort();
}

async function dropEmpty(client: Client, index: string): Promise<void> {
  await client.indices.refresh({ index });
  const { count } = await client.count({ index });
  if (count > 0) return;
  await client.indices.delete({ index }).catch((error: unknown) => {
    if (!(error instanceof errors.ResponseError && error.statusCode === 404)) throw error;
  });
}
