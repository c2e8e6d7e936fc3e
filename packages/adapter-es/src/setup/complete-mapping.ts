import type { Client, estypes } from '@elastic/elasticsearch';
import { isForbidden, isRefused, serverError, UnusableIndexError } from '../cluster/failure.js';
import type { IndexDefinition } from './definitions.js';
import type { MappedIndex } from './describe.js';

type Properties = Readonly<Record<string, estypes.MappingProperty>>;

/**
 * Adds the fields of Memex to the mapping of an index that lacks some. It may have been created by an earlier
 * version, by the Python service, or with a template of the operator whose dynamic rules come first. Otherwise
 * Elasticsearch would guess the types from the first document, and map the trace id as full text.
 *
 * @throws UnusableIndexError if it rejects the fields without which nothing is found.
 */
export async function completeMapping(
  client: Client,
  { name: index, mapping }: MappedIndex,
  { mappings: wanted }: IndexDefinition,
): Promise<void> {
  const there = fieldsOf(mapping);
  const missing = Object.entries(fieldsOf(wanted)).filter(([field]) => !(field in there));
  if (missing.length === 0 && String(rulesOf(mapping)) === String(rulesOf(wanted))) return;
  const { dynamic_templates = [] } = wanted;
  const memex = { properties: Object.fromEntries(missing) };
  try {
    await client.indices.putMapping({ index, properties: { memex }, dynamic_templates });
  } catch (error) {
    // An index that has reached its limit of fields stays as it is: its documents are measured by reading them.
    if (isFindable(mapping) && (isRefused(error) || isForbidden(error))) return;
    if (!isRefused(error)) throw error;
    throw new UnusableIndexError({ index, problem: 'foreign', detail: serverError(error).reason }, error);
  }
}

function isFindable(mapping: estypes.MappingTypeMapping): boolean {
  const there = fieldsOf(mapping);
  return 'at' in there && 'id' in there;
}

/** The fields that Memex adds to documents of entries. */
function fieldsOf({ properties }: estypes.MappingTypeMapping): Properties {
  const memex = properties?.memex;
  return (memex !== undefined && 'properties' in memex ? memex.properties : undefined) ?? {};
}

function rulesOf({ dynamic_templates = [] }: estypes.MappingTypeMapping): readonly string[] {
  return dynamic_templates.flatMap((rule) => Object.keys(rule));
}
