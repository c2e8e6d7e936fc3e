import { type Client, errors } from '@elastic/elasticsearch';
import type { Migration } from './migration.js';

/** The record of a migration that was applied, by Memex or by the Python service. */
export interface MigrationRecord {
  readonly id: string;
  readonly name: string;
  /** When it was applied, as written in the document. */
  readonly ts: string;
}

interface RecordSource {
  readonly name?: string;
  readonly ts?: string;
}

/** The document id of a migration's record. */
export function recordId({ number, name }: Pick<Migration, 'number' | 'name'>): string {
  return `${number}-${name}`;
}

/** Reads all records of the manager index. None if there is no such index. */
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

/** Records that a migration was applied. */
export async function writeRecord(
  client: Client,
  index: string,
  migration: Migration,
  now: Date,
): Promise<void> {
  const document = { name: migration.name, ts: now.toISOString().slice(0, 23) };
  await client.index({ index, id: recordId(migration), document, refresh: true });
}
