import type { SqlValue } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import type { Identity } from '../schema/tables.js';

/**
 * Records when each user and conversation of a project was first seen. Most messages are from somebody who was seen before. It caches
 * them, so that they cost no look-up. A trigger, as for deletions, would make adding a message half as expensive again.
 */
export class FirstSeen {
  /** For each project and kind, the hashes seen, each with an instant at or after its first message. */
  private readonly known = new Map<string, Map<SqlValue, number>>();
  private remembered = 0;
  private version: SqlValue | undefined;

  constructor(private readonly connection: Connection) {}

  /** Call this first in each transaction. Drops the cache if another process has written: it may have deleted entries. */
  begin(): void {
    const version = this.connection.prepare('PRAGMA data_version').get()?.[0];
    if (version !== this.version) this.forget();
    this.version = version;
  }

  note(project: SqlValue, { kind }: Identity, hash: SqlValue, at: number): void {
    const known = this.knownOf(`${project} ${kind}`);
    const first = known.get(hash);
    if (first !== undefined && first <= at) return;
    this.connection.prepare(NOTE).run(project, kind, hash, at);
    if (first === undefined) this.remembered++;
    known.set(hash, at);
    if (this.remembered > MAX_REMEMBERED) this.forget();
  }

  /** Drops the cache. Call this after a deletion or a rollback. */
  forget(): void {
    this.known.clear();
    this.remembered = 0;
  }

  private knownOf(key: string): Map<SqlValue, number> {
    const known = this.known.get(key) ?? new Map<SqlValue, number>();
    this.known.set(key, known);
    return known;
  }
}

const MAX_REMEMBERED = 100_000;

const NOTE = `
  INSERT INTO first_seen (project, kind, hash, at) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at < at`;
