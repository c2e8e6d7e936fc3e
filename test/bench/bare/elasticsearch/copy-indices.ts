import { Client, type estypes } from '@elastic/elasticsearch';
import { serveMeasurements } from '../measurements.js';

/** Copies the documents of each index named `old-…` to the index named `message-…`, page by page; measures documents a second. */
const [node = ''] = process.argv.slice(2);
const PAGE = 1_000;
const KEEP_ALIVE = '1m';
const client = new Client({ node });

serveMeasurements(async () => {
  const begin = performance.now();
  let copied = 0;
  for (const index of Object.keys(await client.indices.get({ index: 'old-*' }))) {
    copied += await copyIndex(index, index.replace('old-', 'message-'));
  }
  return (copied / (performance.now() - begin)) * 1_000;
});

async function copyIndex(from: string, to: string): Promise<number> {
  const { id } = await client.openPointInTime({ index: from, keep_alive: KEEP_ALIVE });
  let copied = 0;
  for (let after: estypes.SortResults | undefined; ; ) {
    const { hits } = await client.search({
      pit: { id, keep_alive: KEEP_ALIVE },
      size: PAGE,
      sort: ['_shard_doc'],
      track_total_hits: false,
      ...(after === undefined ? {} : { search_after: after }),
    });
    after = hits.hits.at(-1)?.sort;
    if (after === undefined) break;
    const operations = hits.hits.flatMap(({ _id, _source }) => [{ create: { _index: to, _id } }, _source]);
    const { errors } = await client.bulk({ operations });
    if (errors) throw new Error('a document was refused');
    copied += hits.hits.length;
  }
  await client.closePointInTime({ id });
  return copied;
}
