import { Client } from '@elastic/elasticsearch';
import { serveMeasurements } from '../measurements.js';

/**
 * Erases a user with one search for the ids, and their deletion with `_bulk`, 5,000 a request; measures messages a second. Nothing is
 * waited for: what arrives meanwhile stays.
 */
const [node = ''] = process.argv.slice(2);
/** That of the samples. */
const index = 'message-2026-01';
const MOST = 10_000;
const AT_ONCE = 5_000;
const client = new Client({ node });

serveMeasurements(async (user) => {
  const begin = performance.now();
  const { hits } = await client.search({
    index,
    query: { term: { 'userId.keyword': `user-${user}` } },
    size: MOST,
    _source: false,
    track_total_hits: false,
  });
  const ids = hits.hits.map(({ _id = '' }) => _id);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const operations = ids
      .slice(start, start + AT_ONCE)
      .map((id) => ({ delete: { _index: index, _id: id } }));
    const { errors } = await client.bulk({ operations });
    if (errors) throw new Error('a document was not deleted');
  }
  return (ids.length / (performance.now() - begin)) * 1_000;
});
