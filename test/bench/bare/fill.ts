import { randomUUID } from 'node:crypto';
import { createSamples } from '../../src/samples.js';
import { type Bare, openBare } from './driver.js';
import { columnsOf, createTable, INSERT } from './table.js';

const AT_ONCE = 10_000;

/** Fills a file with sample messages, and gives it the index that reads by time need. */
export function fillBare(file: string, count: number): void {
  const database: Bare = openBare(file);
  createTable(database);
  const insert = database.prepare(INSERT);
  const make = createSamples();
  for (let left = count; left > 0; left -= AT_ONCE) {
    database.exec('BEGIN');
    for (const message of make(Math.min(left, AT_ONCE))) insert.run(randomUUID(), ...columnsOf(message));
    database.exec('COMMIT');
  }
  database.exec('CREATE INDEX messages_by_time ON messages (project, at, id)');
}
