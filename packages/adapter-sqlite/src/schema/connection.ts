import type { Driver, Statement } from '../driver/driver.js';

/** A connection that caches compiled statements and runs transactions. */
export interface Connection extends Driver {
  /** Runs `work`, which only reads, on one state of the file, even if others write meanwhile. */
  snapshot<A>(work: () => A): A;

  /** Runs `work` in one transaction that holds the write lock. If it throws, the transaction is rolled back. */
  transaction<A>(work: () => A): A;
}

/** Limits the cache: filters of analytics create ever new statements. */
const MAX_STATEMENTS = 500;

export function connectionOn(driver: Driver): Connection {
  const statements = new Map<string, Statement>();
  return {
    exec: (sql) => driver.exec(sql),
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = driver.prepare(sql);
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
    close: () => driver.close(),
    snapshot: (work) => within(driver, 'BEGIN', work),
    transaction: (work) => within(driver, 'BEGIN IMMEDIATE', work),
  };
}

function within<A>(driver: Driver, begin: string, work: () => A): A {
  driver.exec(begin);
  try {
    const result = work();
    driver.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(driver);
    throw error;
  }
}

/** Some errors, such as a full disk, end the transaction by themselves. Then there is nothing to roll back. */
function rollBack(driver: Driver): void {
  try {
    driver.exec('ROLLBACK');
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
}
