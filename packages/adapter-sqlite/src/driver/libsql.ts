import type { OpenDriver, SqlRow } from './driver.js';

/** Opens files with the package `libsql`. It is native code, and loaded only on a Node without SQLite. */
export async function libsql(): Promise<OpenDriver> {
  const { default: Database } = await import('libsql');
  return (file) => {
    const database = new Database(file);
    return {
      exec: (sql) => {
        database.exec(sql);
      },
      prepare: (sql) => {
        const statement = database.prepare<unknown[]>(sql);
        if (statement.reader) statement.raw(true);
        return {
          // One array: the package would flatten separate arguments again for each row.
          run: (...parameters) => statement.run(parameters).changes,
          get: (...parameters) => [statement.get(parameters)].find(isRow),
          all: (...parameters) => statement.all(parameters).filter(isRow),
        };
      },
      close: () => {
        database.close();
      },
    };
  };
}

/** Rows are arrays in raw mode; the package's types do not say so. */
function isRow(value: unknown): value is SqlRow {
  return Array.isArray(value);
}
