import type { estypes } from '@elastic/elasticsearch';
import type { Kind } from '../config/kind.js';
import { MAX_VALUE_LENGTH } from '../document/indexed-values.js';

type Property = estypes.MappingProperty;
type Properties = Readonly<Record<string, Property>>;

/** The longest text in a term, in characters. A term has at most 32,766 bytes, and a character at most 4. */
const MAX_TERM_LENGTH = 8_191;

/** A text with a `.keyword` field. Dynamic mapping made the same in older indices, so that one query covers both. */
function term(ignoreAbove: number): Property {
  return {
    ...UNINDEXED,
    fields: { keyword: { type: 'keyword', ignore_above: ignoreAbove } },
  };
}

const UNINDEXED = { type: 'keyword', index: false, doc_values: false } as const satisfies Property;
const NUMBER: Property = { type: 'double' };
const OPAQUE: Property = { type: 'object', enabled: false };
const TERM: Property = term(MAX_TERM_LENGTH);
/** For values that are usually unique, such as what a user writes. */
const VALUE: Property = term(MAX_VALUE_LENGTH);

/** Instants are required, so malformed ones are not ignored. */
const INSTANT: Property = { type: 'date', format: 'strict_date_optional_time', ignore_malformed: false };

/**
 * The fields that the store adds to a document: its instant in microseconds, its trace id, its text if the document
 * is not the text, and the values that are indexed for analytics (`document/indexed-values.ts`). `values` and `words`
 * are one field each, whatever the number of paths.
 */
const MEMEX: estypes.MappingProperty = {
  properties: {
    at: { type: 'long', ignore_malformed: false },
    id: { type: 'keyword', index: false },
    json: UNINDEXED,
    form: { type: 'byte' },
    values: { type: 'flattened' },
    words: { type: 'keyword', doc_values: false },
    numbers: { type: 'object', dynamic: true, subobjects: false },
  },
};

/** These are always numbers. Without the rule, the largest would be mapped as texts. */
const INDEXED_NUMBER_TEMPLATES: readonly Readonly<Record<string, estypes.MappingDynamicTemplate>>[] = [
  { facets: { path_match: 'memex.numbers.*', mapping: { type: 'double' } } },
];

/** Every path is a field of its own, so that `{a: 1}` and `{a: {b: 1}}` do not conflict. */
const METADATA: Property = { type: 'object', dynamic: true, subobjects: false };

const COMMON: Properties = { memex: MEMEX, timestamp: INSTANT, project: TERM, metadata: METADATA };

const MESSAGE: Properties = {
  ...COMMON,
  messageId: TERM,
  conversationId: TERM,
  channel: TERM,
  userId: TERM,
  type: TERM,
  responseTo: TERM,
  domain: TERM,
  language: TERM,
  intent: { properties: { name: TERM, confidence: NUMBER } },
  entities: { properties: { type: TERM, value: VALUE, confidence: NUMBER } },
  content: {
    properties: {
      type: TERM,
      value: VALUE,
      uri: UNINDEXED,
      alternativeText: UNINDEXED,
      latitude: NUMBER,
      longitude: NUMBER,
      buttons: OPAQUE,
      cards: OPAQUE,
    },
  },
};

const LOG: Properties = {
  ...COMMON,
  logId: TERM,
  component: TERM,
  severity: TERM,
  authority: TERM,
  botVersion: TERM,
  logContent: { type: 'text' },
};

const PROPERTIES: Readonly<Record<Kind, Properties>> = { message: MESSAGE, logging: LOG };

/**
 * How numbers and texts of `metadata` are indexed. All numbers are doubles, so that a first `1` does not round a
 * later `1.5`.
 */
const METADATA_TEMPLATES: readonly Readonly<Record<string, estypes.MappingDynamicTemplate>>[] = [
  {
    numbers: {
      path_match: 'metadata.*',
      match_mapping_type: ['long', 'double'],
      mapping: { type: 'double' },
    },
  },
  {
    texts: { path_match: 'metadata.*', match_mapping_type: 'string', mapping: VALUE },
  },
];

/** The mapping of every index of a kind. */
export function mappingOf(kind: Kind): estypes.MappingTypeMapping {
  return {
    dynamic: false,
    date_detection: false,
    dynamic_templates: [...METADATA_TEMPLATES, ...INDEXED_NUMBER_TEMPLATES],
    properties: PROPERTIES[kind],
  };
}

/**
 * Only the fields that lists filter by are indexed, as in older indices. Results have a different shape for each type
 * of analytic.
 */
export const ANALYTICS: estypes.MappingTypeMapping = {
  dynamic: false,
  properties: {
    id: TERM,
    descriptor: {
      properties: { project: TERM, type: TERM, timespan: { properties: { type: TERM } } },
    },
  },
};

export const KEYS: estypes.MappingTypeMapping = { dynamic: false, properties: { at: { type: 'long' } } };

export const VALUES: estypes.MappingTypeMapping = {
  dynamic: false,
  properties: { space: { type: 'keyword' }, key: { type: 'keyword' } },
};
