import type { SqlValue } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import type { Identity } from '../schema/tables.js';

/**
 * Notes when each user and conversation of a project was first seen. Almost every message shows somebody who was seen before: whoever
 * this one remembers costs no look-up. A trigger, as deletions have, would cost half as much again as adding the message.
 */
export class FirstSeen {
  /** By project and identity, for each hash an instant at or after the first. */
  private readonly known = new Map<string, Map<SqlValue, number>>();
  private remembered = 0;
  private version: SqlValue | undefined;

  constructor(private readonly connection: Connection) {}

  /** To be called in each transaction, before all else: forgets what other processes may have made wrong by deleting. */
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

  /** To be called after a deletion, and when a transaction was undone. */
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
