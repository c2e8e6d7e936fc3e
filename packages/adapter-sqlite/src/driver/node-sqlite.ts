import type { OpenDriver, SqlRow, SqlValue } from './driver.js';

/** The part of `node:sqlite` that is used here. The types of the oldest supported Node do not have the module. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    file: string,
  ) => {
    exec(sql: string): void;
    prepare(sql: string): NodeStatement;
    close(): void;
  };
  readonly StatementSync: { readonly prototype: object };
}

interface NodeStatement {
  setReturnArrays(enabled: boolean): void;
  run(...parameters: readonly SqlValue[]): { readonly changes: number | bigint };
  get(...parameters: readonly SqlValue[]): SqlRow | undefined;
  all(...parameters: readonly SqlValue[]): readonly SqlRow[];
}

/** Opens files with Node's own SQLite; `undefined` if this Node has none that can return rows as arrays. */
export function nodeSqlite(): OpenDriver | undefined {
  const sqlite: unknown = process.getBuiltinModule?.('node:sqlite');
  if (!isNodeSqlite(sqlite)) return undefined;
  return (file) => {
    const database = new sqlite.DatabaseSync(file);
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => {
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        return {
          run: (...parameters) => Number(statement.run(...parameters).changes),
          get: (...parameters) => statement.get(...parameters),
          all: (...parameters) => statement.all(...parameters),
        };
      },
      close: () => database.close(),
    };
  };
}

function isNodeSqlite(value: unknown): value is NodeSqlite {
  return (
    typeof value === 'object' &&
    value !== null &&
    'DatabaseSync' in value &&
    'StatementSync' in value &&
    typeof value.StatementSync === 'function' &&
    'setReturnArrays' in value.StatementSync.prototype
  );
}
