import { randomUUID } from 'node:crypto';
import { createSamples } from '../../src/samples.js';
import { openBare } from './driver.js';
import { serveMeasurements } from './measurements.js';
import { columnsOf, createTable, INSERT } from './table.js';

/** Inserts rows into a file, so many a transaction; measures rows a second. */
const [file = '', perTransaction = '1'] = process.argv.slice(2);
const size = Number(perTransaction);

const database = openBare(file);
createTable(database);
const insert = database.prepare(INSERT);
const rows = createSamples()(10_000).map(columnsOf);

serveMeasurements((seconds) => {
  const begin = performance.now();
  let inserted = 0;
  while (performance.now() - begin < seconds * 1_000) {
    database.exec('BEGIN IMMEDIATE');
    for (let row = 0; row < size; row++) insert.run(randomUUID(), ...(rows[inserted++ % rows.length] ?? []));
    database.exec('COMMIT');
  }
  return (inserted / (performance.now() - begin)) * 1_000;
});
