import { openBare } from './driver.js';
import { serveMeasurements } from './measurements.js';

/**
 * Reads every row of a file by instant, in pages of 10,000, and makes of each page the bytes that `GET /messages` answers; measures
 * rows a second.
 */
const [file = ''] = process.argv.slice(2);
const PAGE = 10_000;
const database = openBare(file);
const page = database.prepare(
  'SELECT id, at, json FROM messages WHERE project = ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?',
);

serveMeasurements(() => {
  const begin = performance.now();
  let read = 0;
  let bytes = 0;
  let [at, id] = [0, 0];
  for (;;) {
    const rows = page.all('weather', at, id, PAGE).map(rowOf);
    const last = rows.at(-1);
    if (last === undefined) break;
    bytes += Buffer.from(`[${rows.map(({ json }) => json).join()}]`).length;
    read += rows.length;
    ({ at, id } = last);
  }
  if (bytes === 0) throw new Error('there was nothing to read');
  return (read / (performance.now() - begin)) * 1_000;
});

function rowOf(row: unknown): { readonly id: number; readonly at: number; readonly json: string } {
  const { id, at, json } = Object(row);
  return { id, at, json };
}
