import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

/** What the cluster reports about an index. */
export interface DescribedIndex {
  readonly name: string;
  /** Changes when an index is recreated under the same name. */
  readonly uuid: string;
  readonly isClosed: boolean;
  /** Its aliases, and the data stream that it belongs to. */
  readonly otherNames: readonly string[];
}

/** An index with its mapping, without the fields that come from metadata. */
export interface MappedIndex extends DescribedIndex {
  readonly mapping: estypes.MappingTypeMapping;
}

const EVERY = { expand_wildcards: 'all', ignore_unavailable: true } as const;

const STATE_FIELDS = ['aliases', 'data_stream', 'settings.index.uuid', 'settings.index.verified_before_close']
  .map((field) => `*.${field}`)
  .join(',');

const MAPPING_FIELDS = ['_source', '_routing', 'dynamic', 'dynamic_templates', 'properties']
  .map((field) => `*.mappings.${field}`)
  // Metadata may have added a thousand fields.
  .concat('-*.mappings.properties.metadata', '-*.mappings.properties.memex.properties.numbers.properties')
  .join(',');

/**
 * Describes the indices that match names or patterns, open or closed, including those behind aliases.
 *
 * @param index - Names or patterns, separated by commas. Names without an index are ignored.
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
 * As {@link describeIndices}, with mappings, which may be large. One request asks for all of it: the mapping belongs
 * to the index with this uuid, and an index with an empty mapping is not mistaken for a missing one.
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
