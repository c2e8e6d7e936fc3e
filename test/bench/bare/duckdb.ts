import { openDuckdb } from '../duckdb/database.js';
import { DUCKDB_QUESTIONS } from '../duckdb/questions.js';

/** Answers the number of a question with the milliseconds that DuckDB takes to answer it, all rows read. */
const [file = ''] = process.argv.slice(2);
const run = await openDuckdb(file);
process.on('message', async (number: unknown) => {
  const { sql = '' } = DUCKDB_QUESTIONS[Number(number)] ?? {};
  const begin = performance.now();
  await run(sql);
  process.send?.(performance.now() - begin);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
