import type { OpenDriver } from './driver.js';
import { libsql } from './libsql.js';
import { nodeSqlite } from './node-sqlite.js';

/** The driver of this Node: its own where it has one, else the package `libsql`. Both behave alike here. */
export async function loadDriver(): Promise<OpenDriver> {
  return nodeSqlite() ?? (await libsql());
}
