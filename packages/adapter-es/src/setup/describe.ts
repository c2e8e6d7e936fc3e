import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

/** What the cluster says of an index. */
export interface DescribedIndex {
  readonly name: string;
  /** Another one where an index is made anew under its name. */
  readonly uuid: string;
  readonly isClosed: boolean;
  /** What else it answers to: its aliases, and the data stream that it is a part of. */
  readonly otherNames: readonly string[];
}

/** An index with its mapping, as far as that does not follow from what was stored. */
export interface MappedIndex extends DescribedIndex {
  readonly mapping: estypes.MappingTypeMapping;
}

const EVERY = { expand_wildcards: 'all', ignore_unavailable: true } as const;

const STATE_FIELDS = ['aliases', 'data_stream', 'settings.index.uuid', 'settings.index.verified_before_close']
  .map((field) => `*.${field}`)
  .join(',');

const MAPPING_FIELDS = ['_source', '_routing', 'dynamic', 'dynamic_templates', 'properties']
  .map((field) => `*.mappings.${field}`)
  // What metadata brings may be a thousand fields.
  .concat('-*.mappings.properties.metadata', '-*.mappings.properties.memex.properties.numbers.properties')
  .join(',');

/**
 * The indices that answer to names or a pattern, open or closed, those behind aliases too.
 *
 * @param index - Names or patterns, separated by commas. A name that nothing answers to is left out.
 */
export async function describeIndices(
  client: Client,
  index: string,
  options: CallOptions = {},
): Promise<readonly DescribedIndex[]> {
  const found = await client.indices.get(
    { index, features: ['settings', 'aliases'], filter_path: STATE_FIELDS, ...EVERY },
    abortable(options),
  );
  return Object.entries(found).map(([name, state]) => describedAs(name, state));
}

/**
 * As {@link describeIndices}, with mappings, which may be large. One request asks for both: the mapping is that of the index with this
 * uuid, and an index without a mapping is not taken for one that is missing.
 */
export async function describeMappedIndices(
  client: Client,
  index: string,
  options: CallOptions = {},
): Promise<readonly MappedIndex[]> {
  const filter_path = `${STATE_FIELDS},${MAPPING_FIELDS}`;
  const found = await client.indices.get(
    { index, features: ['settings', 'aliases', 'mappings'], filter_path, ...EVERY },
    abortable(options),
  );
  return Object.entries(found).map(([name, state]) => ({
    ...describedAs(name, state),
    mapping: state.mappings ?? {},
  }));
}

function describedAs(name: string, { aliases = {}, data_stream, settings }: estypes.IndicesIndexState) {
  const index = settings?.index;
  return {
    name,
    uuid: index?.uuid ?? '',
    isClosed: String(index?.verified_before_close) === 'true',
    otherNames: [...Object.keys(aliases), ...(data_stream === undefined ? [] : [data_stream])],
  };
}
