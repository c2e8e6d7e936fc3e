import { type Client, errors } from '@elastic/elasticsearch';
import { IndexNames, isOwnName } from '../index-names.js';
import { KINDS, type Kind } from '../kind.js';
import type { Settings } from '../options.js';
import { Indices } from '../read/indices.js';
import { MEMEX, mappingOf } from './mapping.js';

/** The newest of the fields of Memex: an index that has it has all. */
const NEWEST = 'memex.form';

const REFUSED = 400;
/** No index has the field, or the index is gone meanwhile. */
const UNKNOWN = 404;

/**
 * Makes the fields of Memex known to the indices that it writes to and that were made without them: those that an earlier version
 * made, and those that it shares with the Python service, which are those of a day. Of the latter Elasticsearch would guess the
 * types from the first document, and guess the trace id to be prose.
 */
export async function prepareExistingIndices(client: Client, settings: Settings): Promise<void> {
  for (const kind of KINDS) {
    const { names, expression } = await new Indices(new IndexNames(kind, settings)).list(client);
    const written = names.filter((index) => settings.granularity === 'day' || isOwnName(index));
    if (written.length === 0) continue;
    const known = await client.indices.getFieldMapping(
      { index: expression, fields: NEWEST, ignore_unavailable: true },
      { ignore: [UNKNOWN] },
    );
    const lacking = written.filter((index) => Object.keys(known[index]?.mappings ?? {}).length === 0);
    for (const index of lacking) await addFields(client, index, kind);
  }
}

async function addFields(client: Client, index: string, kind: Kind): Promise<void> {
  const { dynamic_templates = [] } = mappingOf(kind);
  try {
    await client.indices.putMapping({ index, properties: { memex: MEMEX }, dynamic_templates });
  } catch (error) {
    // An index that has as many fields as it may have stays as it is: its documents are measured by reading them.
    const isBorne =
      error instanceof errors.ResponseError && [REFUSED, UNKNOWN].includes(error.statusCode ?? 0);
    if (!isBorne) throw error;
  }
}
