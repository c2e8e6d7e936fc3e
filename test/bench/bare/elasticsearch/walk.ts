import { Client, type estypes } from '@elastic/elasticsearch';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import { serveMeasurements } from '../measurements.js';

/** Reads every message of the sample project by its timestamp, with a point in time and pages of 1,000; measures messages a second. */
const [node = ''] = process.argv.slice(2);
/** That of the samples. */
const index = 'message-2026-01';
const PAGE = 1_000;
const KEEP_ALIVE = '1m';
const client = new Client({ node });
const query: estypes.QueryDslQueryContainer = {
  bool: {
    filter: [
      { term: { 'project.keyword': SAMPLE_PROJECT } },
      { range: { timestamp: { gte: SAMPLE_RANGE.fromTime, lte: SAMPLE_RANGE.toTime } } },
    ],
  },
};

serveMeasurements(async () => {
  const begin = performance.now();
  const { id } = await client.openPointInTime({ index, keep_alive: KEEP_ALIVE });
  let read = 0;
  for (let after: estypes.SortResults | undefined; ; ) {
    const { hits } = await client.search({
      pit: { id, keep_alive: KEEP_ALIVE },
      query,
      size: PAGE,
      sort: [{ timestamp: 'asc' }],
      track_total_hits: false,
      ...(after === undefined ? {} : { search_after: after }),
    });
    read += hits.hits.length;
    after = hits.hits.at(-1)?.sort;
    if (after === undefined) break;
  }
  await client.closePointInTime({ id });
  return (read / (performance.now() - begin)) * 1_000;
});
