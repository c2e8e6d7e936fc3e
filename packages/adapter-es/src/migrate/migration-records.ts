import { type Client, errors } from '@elastic/elasticsearch';
import type { Migration } from './migration.js';

/** A migration that was applied, by whom ever. */
export interface MigrationRecord {
  readonly id: string;
  readonly name: string;
  /** When, as it was written. */
  readonly ts: string;
}

interface RecordSource {
  readonly name?: string;
  readonly ts?: string;
}

/** The id of a migration's mark. */
export function recordId({ number, name }: Pick<Migration, 'number' | 'name'>): string {
  return `${number}-${name}`;
}

/** Every mark of the manager index; none where there is no such index. */
export async function readRecords(client: Client, index: string): Promise<readonly MigrationRecord[]> {
  try {
    await client.indices.refresh({ index });
    const { hits } = await client.search<RecordSource>({ index, size: 1_000 });
    return hits.hits.map(({ _id = '', _source }) => ({
      id: _id,
      name: _source?.name ?? '',
      ts: _source?.ts ?? '',
    }));
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return [];
    throw error;
  }
}

/** Marks a migration as applied. */
export async function writeRecord(
  client: Client,
  index: string,
  migration: Migration,
  now: Date,
): Promise<void> {
  const document = { name: migration.name, ts: now.toISOString().slice(0, 23) };
  await client.index({ index, id: recordId(migration), document, refresh: true });
}
