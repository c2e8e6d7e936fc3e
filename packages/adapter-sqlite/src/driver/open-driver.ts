import type { OpenDriver } from './driver.js';
import { libsql } from './libsql.js';
import { nodeSqlite } from './node-sqlite.js';

/** The driver for this Node: its own SQLite if it has one, otherwise the package `libsql`. Both behave the same here. */
export async function loadDriver(): Promise<OpenDriver> {
  return nodeSqlite() ?? (await libsql());
}
