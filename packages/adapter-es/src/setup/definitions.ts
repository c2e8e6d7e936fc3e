import type { estypes } from '@elastic/elasticsearch';
import {
  analyticNames,
  IndexNames,
  identityIndex,
  keysIndex,
  type Names,
  nameOfOne,
  valuesIndex,
} from '../config/index-names.js';
import { KINDS } from '../config/kind.js';
import type { Settings } from '../config/options.js';
import { ANALYTICS, KEYS, mappingOf, VALUES } from './mapping.js';

/**
 * The maximum number of fields in one index, over all metadata that it receives. Later fields are stored and not
 * indexed.
 */
const MAX_FIELDS = 1_000;

/** Metadata has at most 32 levels. */
const MAX_DEPTH = 40;

/** How indices are created. */
export interface IndexDefinition {
  readonly names: Names;
  /** The name of the index template, for indices that others create. `undefined` if nobody else creates them. */
  readonly template?: string;
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: estypes.MappingTypeMapping;
}

/** The definitions of all indices of the store. */
export function definitionsOf(settings: Settings): readonly IndexDefinition[] {
  const template = (name: string) => `${settings.prefix}memex-${name}`;
  const common = commonSettings(settings);
  return [
    {
      names: nameOfOne('keys', keysIndex(settings)),
      template: template('keys'),
      settings: common,
      mappings: whole(KEYS),
    },
    {
      names: analyticNames(settings),
      template: template('analytic'),
      settings: common,
      mappings: whole(ANALYTICS),
    },
    {
      names: nameOfOne('identity', identityIndex(settings)),
      settings: { ...common, number_of_shards: 1 },
      mappings: whole({ dynamic: false }),
    },
    {
      names: nameOfOne('values', valuesIndex(settings)),
      settings: { ...common, number_of_shards: 1 },
      mappings: whole(VALUES),
    },
    ...KINDS.map((kind) => ({
      names: new IndexNames(kind, settings),
      template: template(kind),
      settings: { ...common, ...lifecycle(settings), mapping: LENIENT },
      mappings: whole(mappingOf(kind)),
    })),
  ];
}

/**
 * The definition of an index.
 *
 * @throws TypeError if the store has no index with this name.
 */
export function definitionOf(index: string, definitions: readonly IndexDefinition[]): IndexDefinition {
  const definition = definitions.find(({ names }) => names.owns(index));
  if (definition === undefined) throw new TypeError(`the store has no index ${index}`);
  return definition;
}

function commonSettings({ shards, replicas, refreshInterval }: Settings): estypes.IndicesIndexSettings {
  return {
    number_of_shards: shards,
    number_of_replicas: replicas,
    refresh_interval: refreshInterval,
    translog: { durability: 'request' },
    // Pipelines from a catch-all template would change what is stored.
    default_pipeline: NO_PIPELINE,
    final_pipeline: NO_PIPELINE,
  };
}

const NO_PIPELINE = '_none';

/** A mapping with explicit defaults. A catch-all template of the operator would fill in what it leaves out. */
function whole(mapping: estypes.MappingTypeMapping): estypes.MappingTypeMapping {
  return {
    _source: { enabled: true },
    _routing: { required: false },
    ...mapping,
  };
}

function lifecycle({ lifecyclePolicy }: Settings): estypes.IndicesIndexSettings {
  return lifecyclePolicy === undefined ? {} : { lifecycle: { name: lifecyclePolicy } };
}

/** Values that do not match the mapping, and fields above the limit, are stored and not indexed. */
const LENIENT: estypes.IndicesMappingLimitSettings = {
  total_fields: { limit: MAX_FIELDS, ignore_dynamic_beyond_limit: true },
  depth: { limit: MAX_DEPTH },
  ignore_malformed: true,
};
