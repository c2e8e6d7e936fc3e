import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import beginServices from '@memex/test-services/global-setup';
import { lineOf, writeResults } from './report.js';
import { measureRow, type Result, type Row } from './row.js';
import { besideDuckdb, twelveAtOnce } from './rows/analyses/beside-duckdb.js';
import { firstAnswer } from './rows/analyses/first-answer.js';
import { searches } from './rows/analyses/searches.js';
import { analyze, analyzeGrowth } from './rows/analyze.js';
import { clientBatches } from './rows/client.js';
import { dashboard } from './rows/dashboard.js';
import { decodeBatch } from './rows/decode.js';
import { everyAggregation } from './rows/elasticsearch/aggregations.js';
import { everyCount } from './rows/elasticsearch/analytics.js';
import { copyToElasticsearch } from './rows/elasticsearch/copy.js';
import { eraseUser } from './rows/elasticsearch/erase.js';
import { ingestBatches, ingestSingles } from './rows/elasticsearch/ingest.js';
import { migrateIndices } from './rows/elasticsearch/migrate.js';
import { computeOneByOne } from './rows/elasticsearch/requested.js';
import { requestOneByOne } from './rows/elasticsearch/requests.js';
import { passOnSingles, postSinglesToElasticsearch } from './rows/elasticsearch/singles.js';
import { walkElasticsearch } from './rows/elasticsearch/walk.js';
import { growth } from './rows/growth.js';
import { jobsASecond } from './rows/jobs/jobs-a-second.js';
import { recompute } from './rows/jobs/recompute.js';
import { toStart } from './rows/jobs/to-start.js';
import {
  postBatches,
  postBatchesAsked,
  postSingles,
  postSinglesAsked,
  postSinglesToKoa,
} from './rows/post.js';
import { postIds } from './rows/post-ids.js';
import { health, readOne } from './rows/read.js';
import { reportMessages } from './rows/reports/messages.js';
import { reportProfiles } from './rows/reports/profiles.js';
import { reportSixFiles } from './rows/reports/six-files.js';
import { walkAll } from './rows/walk.js';
import { forgetStores } from './stores.js';

const ROWS: readonly Row[] = [
  postBatches,
  postBatchesAsked,
  postSingles,
  postSinglesAsked,
  postSinglesToKoa,
  postIds,
  clientBatches,
  readOne,
  walkAll,
  health,
  decodeBatch,
  analyze,
  ...besideDuckdb,
  twelveAtOnce,
  searches,
  firstAnswer,
  dashboard,
  ...growth,
  analyzeGrowth,
  jobsASecond,
  toStart,
  recompute,
  reportSixFiles,
  reportMessages,
  reportProfiles,
  ingestBatches,
  ingestSingles,
  ...postSinglesToElasticsearch,
  ...passOnSingles,
  walkElasticsearch,
  eraseUser,
  migrateIndices,
  copyToElasticsearch,
  everyCount,
  everyAggregation,
  requestOneByOne,
  computeOneByOne,
];

const HELP = `Measures Memex beside the same work done barely, in one run, in turns; prints the ratios, and writes test/bench/results.json.

  --quick       a smoke run of about a minute: short turns, a store of 20,000 messages, no results.json
  --messages N  messages in the large store (default 1000000)
  --only NAME   only this row: ${ROWS.map(({ name }) => name).join(', ')}; can be repeated
  --fresh       fill the stores anew that are kept between runs
  --strict      exit 1 where a ratio is below what it must be
`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    messages: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    fresh: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Beside the sources, wherever the build is. */
const RESULTS = fileURLToPath(new URL('../../bench/results.json', import.meta.url));

const unknown = values.only.filter((only) => !ROWS.some(({ name }) => name === only));

if (values.help) process.stdout.write(HELP);
else if (unknown.length > 0) {
  process.stderr.write(`There is no row ${unknown.join(', ')}; see --help\n`);
  process.exitCode = 2;
} else {
  const endServices = beginServices();
  process.exitCode = await run().finally(endServices);
}

async function run(): Promise<number> {
  if (values.fresh) forgetStores();
  const usual = values.quick
    ? { turns: 1, seconds: 1, messages: 20_000 }
    : { turns: 5, seconds: 3, messages: 1_000_000 };
  const size = { ...usual, ...(values.messages !== undefined && { messages: Number(values.messages) }) };
  const results: Result[] = [];
  for (const row of ROWS.filter(({ name }) => values.only.length === 0 || values.only.includes(name))) {
    const result = await measureRow(row, size);
    process.stdout.write(lineOf(result));
    results.push(result);
  }
  if (!values.quick && values.only.length === 0) writeResults(RESULTS, results, size);
  const low = results.filter(({ holds }) => !holds);
  process.stdout.write(`${results.length - low.length} of ${results.length} ratios are as they must be\n`);
  return values.strict && low.length > 0 ? 1 : 0;
}
