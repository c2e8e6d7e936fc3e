import { malformed } from '@memex/core/toolkit';
import type { Migration } from './migration.js';
import { type MigrationRecord, recordId } from './migration-records.js';

/** A migration and, if it was applied, when. */
export interface Step {
  readonly migration: Migration;
  readonly appliedAt?: string | undefined;
  /** Why a run now would leave it out; absent if it would not. */
  readonly skipReason?: string | undefined;
}

/**
 * Sorts migrations into the order in which they run, each with the time from its record.
 *
 * @throws MalformedError if two have the same number, or a number is not a positive integer.
 */
export function planSteps(
  migrations: readonly Migration[],
  records: readonly MigrationRecord[],
): readonly Step[] {
  const ordered = [...migrations].sort((one, two) => one.number - two.number);
  for (const [index, migration] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next?.number === migration.number) {
      throw malformed(
        '',
        `the migrations ${migration.name} and ${next.name} have one number, ${next.number}`,
      );
    }
  }
  const appliedAt = new Map(records.map(({ id, ts }) => [id, ts]));
  return ordered.map((migration) => ({ migration, appliedAt: appliedAt.get(recordId(migration)) }));
}
