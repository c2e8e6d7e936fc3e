import Database from 'libsql';

/** The part of SQLite that the bare scripts use; both drivers have it. */
export interface Bare {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...parameters: readonly unknown[]): unknown;
    all(...parameters: readonly unknown[]): unknown[];
  };
}

interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => Bare;
  readonly StatementSync: { readonly prototype: object };
}

/** Opens a file with the driver that the embedded store has on this Node, and as durably: write-ahead log, synced at each commit. */
export function openBare(file: string): Bare {
  const sqlite: unknown = process.getBuiltinModule?.('node:sqlite');
  const database: Bare = isNodeSqlite(sqlite) ? new sqlite.DatabaseSync(file) : new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  return database;
}

/** Whether it is there, and new enough for the embedded store. */
function isNodeSqlite(value: unknown): value is NodeSqlite {
  return (
    typeof value === 'object' &&
    value !== null &&
    'StatementSync' in value &&
    typeof value.StatementSync === 'function' &&
    'setReturnArrays' in value.StatementSync.prototype
  );
}
