import { openDuckdb } from '../duckdb/database.js';
import { DUCKDB_QUESTIONS } from '../duckdb/questions.js';
import { SEARCHES } from '../duckdb/searches.js';

/** Answers the number of a question, or behind them of a search, with the milliseconds that DuckDB takes to answer it, all rows read. */
const [file = ''] = process.argv.slice(2);
const asked = [...DUCKDB_QUESTIONS, ...SEARCHES];
const run = await openDuckdb(file);
process.on('message', async (number: unknown) => {
  const { sql = '' } = asked[Number(number)] ?? {};
  const begin = performance.now();
  await run(sql);
  process.send?.(performance.now() - begin);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
