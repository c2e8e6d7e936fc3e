import type { Client } from '@elastic/elasticsearch';
import { IndexNames, isOwnName } from '../index-names.js';
import { KINDS } from '../kind.js';
import type { Settings } from '../options.js';
import { Indices } from '../read/indices.js';
import { MEMEX } from './mapping.js';

/** The names go into the address of a request, which has a limit. */
const NAMES_A_REQUEST = 40;

/**
 * Makes the fields of Memex known to the indices that it shares with the Python service, which are those of a day: Elasticsearch
 * would guess their types from the first document, and guess the trace id to be prose.
 */
export async function prepareSharedIndices(client: Client, settings: Settings): Promise<void> {
  if (settings.granularity !== 'day') return;
  for (const kind of KINDS) {
    const { names } = await new Indices(new IndexNames(kind, settings)).list(client);
    const shared = names.filter((index) => !isOwnName(index));
    for (let start = 0; start < shared.length; start += NAMES_A_REQUEST) {
      const index = shared.slice(start, start + NAMES_A_REQUEST);
      await client.indices.putMapping({ index, properties: { memex: MEMEX } });
    }
  }
}
