import { Client } from '@elastic/elasticsearch';
import { uuidSource } from '@memex/core/toolkit';
import { serveMeasurements } from '../measurements.js';
import { storedDocuments } from './documents.js';

/**
 * Stores the documents of Memex with the client's `_bulk`, 5,000 a request, one request after the other, and does nothing else; measures
 * documents a second. They are made beforehand: the script's time is that of Elasticsearch.
 */
const [node = '', index = ''] = process.argv.slice(2);
const AT_ONCE = 5_000;
const client = new Client({ node });
const sources = await storedDocuments(client, node, AT_ONCE);

serveMeasurements(async (seconds) => {
  let stored = 0;
  let millis = 0;
  while (millis < seconds * 1_000) {
    const operations = sources.flatMap((source) => {
      const id = uuidSource.next();
      return [
        { create: { _index: index, _id: id } },
        JSON.stringify({ ...source, memex: { ...source.memex, id } }),
      ];
    });
    const begin = performance.now();
    const { errors } = await client.bulk({ operations });
    millis += performance.now() - begin;
    if (errors) throw new Error('a document was refused');
    stored += AT_ONCE;
  }
  return (stored / millis) * 1_000;
});
