import type { OpenDriver, SqlRow } from './driver.js';

/** Opens files with the package `libsql`, for a Node without SQLite. Loaded only then: it is native code. */
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
          // As one list: the package flattens what comes as several, again for each row.
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
