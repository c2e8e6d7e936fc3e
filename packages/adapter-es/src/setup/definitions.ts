import type { estypes } from '@elastic/elasticsearch';
import {
  analyticNames,
  IndexNames,
  identityIndex,
  keysIndex,
  type Names,
  nameOfOne,
} from '../config/index-names.js';
import { KINDS } from '../config/kind.js';
import type { Settings } from '../config/options.js';
import { ANALYTICS, KEYS, mappingOf } from './mapping.js';

/** Fields of one index, over all metadata that it ever sees. What comes later is stored and not indexed. */
const MAX_FIELDS = 1_000;

/** Metadata nests 32 levels at most. */
const MAX_DEPTH = 40;

/** How indices are made. */
export interface IndexDefinition {
  readonly names: Names;
  /** The name of the index template, for those that others make; none where nobody does. */
  readonly template?: string;
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: estypes.MappingTypeMapping;
}

/** How all indices of the store are made. */
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
    ...KINDS.map((kind) => ({
      names: new IndexNames(kind, settings),
      template: template(kind),
      settings: { ...common, ...lifecycle(settings), mapping: LENIENT },
      mappings: whole(mappingOf(kind)),
    })),
  ];
}

/** How an index is made. @throws TypeError where the store has none of this name. */
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
    // Those of templates that match everything would change what is stored.
    default_pipeline: NO_PIPELINE,
    final_pipeline: NO_PIPELINE,
  };
}

const NO_PIPELINE = '_none';

/** A mapping that says what it relies on: what it leaves out, a template of the operator that matches everything would fill in. */
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

/** Values that do not fit, and fields past the limit, are stored and not indexed. */
const LENIENT: estypes.IndicesMappingLimitSettings = {
  total_fields: { limit: MAX_FIELDS, ignore_dynamic_beyond_limit: true },
  depth: { limit: MAX_DEPTH },
  ignore_malformed: true,
};
