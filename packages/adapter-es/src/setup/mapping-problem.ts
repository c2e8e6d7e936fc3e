import type { estypes } from '@elastic/elasticsearch';
import type { Content } from '../config/kind.js';

/** The fields by which documents of an index must be searchable. */
interface Needed {
  /** Texts that need a `.keyword` field. */
  readonly terms: readonly string[];
  /** Other fields, and the types that work. Fields of Memex are missing in indices that it has not written to. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const ENTRY_FIELDS = {
  timestamp: ['date', 'date_nanos'],
  'memex.at': ['long'],
  'memex.id': ['keyword'],
};

const NEEDED: Readonly<Record<Content, Needed>> = {
  message: {
    terms: ['project', 'userId', 'messageId', 'conversationId', 'channel', 'type'],
    fields: ENTRY_FIELDS,
  },
  logging: { terms: ['project', 'component', 'severity', 'logId'], fields: ENTRY_FIELDS },
  analytic: {
    terms: ['id', 'descriptor.project', 'descriptor.type', 'descriptor.timespan.type'],
    fields: {},
  },
  keys: { terms: [], fields: { at: ['long'] } },
  identity: { terms: [], fields: {} },
  values: { terms: [], fields: { space: ['keyword'], key: ['keyword'] } },
};

/**
 * Returns why documents might be stored in this index and not found, or `undefined` if its mapping is usable.
 *
 * @param isOwn - Whether only Memex creates this index, so that every field must exist. Indices of the Python
 *   service lack the fields that none of their documents has, because Elasticsearch maps fields as they come.
 */
export function mappingProblemOf(
  mapping: estypes.MappingTypeMapping,
  content: Content,
  isOwn: boolean,
): string | undefined {
  if (!keepsDocuments(mapping)) return 'it does not store documents unchanged';
  if (mapping._routing?.required === true) return 'it requires routing';
  if (mapping.dynamic === 'strict') return 'it rejects unknown fields';
  const isComplete = isOwn || !mapsWhatComes(mapping);
  const { terms, fields } = NEEDED[content];
  const wanted = [
    ...terms.map((term) => ({ path: term, type: termTypeAt(mapping, term), types: ['keyword'] })),
    ...Object.entries(fields).map(([path, types]) => ({
      path,
      type: propertyAt(mapping, path)?.type,
      types,
    })),
  ];
  for (const { path, type, types } of wanted) {
    if (type === undefined && !isComplete && propertyAt(mapping, path) === undefined) continue;
    if (type === undefined || !types.includes(type)) return `${path} cannot be searched for in it`;
  }
  return undefined;
}

function keepsDocuments({ _source: source = {} }: estypes.MappingTypeMapping): boolean {
  const { enabled = true, includes = [], excludes = [], mode = 'stored' } = source;
  return enabled && mode === 'stored' && includes.length === 0 && excludes.length === 0;
}

function mapsWhatComes({ dynamic = true }: estypes.MappingTypeMapping): boolean {
  return String(dynamic) === 'true';
}

function termTypeAt(mapping: estypes.MappingTypeMapping, path: string): string | undefined {
  const property = propertyAt(mapping, path);
  return property !== undefined && 'fields' in property ? property.fields?.keyword?.type : undefined;
}

function propertyAt(mapping: estypes.MappingTypeMapping, path: string): estypes.MappingProperty | undefined {
  let { properties } = mapping;
  let found: estypes.MappingProperty | undefined;
  for (const key of path.split('.')) {
    found = properties?.[key];
    properties = found !== undefined && 'properties' in found ? found.properties : undefined;
  }
  return found;
}
