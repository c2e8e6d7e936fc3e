import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenDriver } from '../dist/driver/driver.js';
import { libsql } from '../dist/driver/libsql.js';
import { nodeSqlite } from '../dist/driver/node-sqlite.js';
import { RESULT, resultCodeOf } from '../dist/driver/result-code.js';
import { emptyFolder } from './support/folder.js';

const drivers: readonly (readonly [string, OpenDriver | undefined])[] = [
  ['libsql', await libsql()],
  ['node:sqlite', nodeSqlite()],
];

for (const [name, openDriver] of drivers) {
  // Skipped if this Node has no SQLite of its own. CI runs the suite on one that has.
  describe.skipIf(openDriver === undefined)(`the driver ${name}`, () => {
    const open = async (file = 'memex.db') => {
      if (openDriver === undefined) throw new Error('there is no such driver');
      return openDriver(join(await emptyFolder(), file));
    };

    test('returns values unchanged, and rows as arrays', async () => {
      const driver = await open();
      driver.exec('CREATE TABLE t (i INTEGER, s TEXT) STRICT');
      const insert = driver.prepare('INSERT INTO t VALUES (?, ?)');
      const rows = [
        [1_764_000_000_000_000, '👩‍👩‍👧 "\\\u0001\u2028'],
        [null, ''],
      ] as const;
      for (const row of rows) expect(insert.run(...row)).toBe(1);
      expect(driver.prepare('SELECT i, s FROM t').all()).toEqual(rows);
      expect(driver.prepare('SELECT i, s FROM t').get()).toEqual(rows[0]);
      expect(driver.prepare('SELECT i FROM t WHERE i = 2').get()).toBeUndefined();
      driver.close();
    });

    test('stores integers of 64 bits', async () => {
      const driver = await open();
      driver.exec('CREATE TABLE t (i INTEGER) STRICT');
      driver.prepare('INSERT INTO t VALUES (?)').run(-(2n ** 63n));
      expect(driver.prepare('SELECT CAST(i AS TEXT) FROM t').get()).toEqual(['-9223372036854775808']);
      driver.close();
    });

    test('reports errors with their result code', async () => {
      const driver = await open();
      driver.exec('CREATE TABLE t (s TEXT) STRICT; PRAGMA max_page_count = 3');
      const fill = () => driver.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000));
      expect(resultCodeOf(errorOf(fill))).toBe(RESULT.FULL);
      driver.close();
    });

    test('runs each statement to the end, so that none holds a lock', async () => {
      const driver = await open();
      driver.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (i INTEGER)');
      for (let i = 0; i < 300; i++) driver.prepare('INSERT INTO t VALUES (?)').run(i);
      driver.prepare('SELECT i FROM t').get();
      driver.prepare('SELECT i FROM t').all();
      expect(driver.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toEqual([0, 0, 0]);
      driver.close();
    });
  });
}

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing went wrong');
}
