import type { Client, estypes } from '@elastic/elasticsearch';
import { IndexNames } from '../index-names.js';
import { KINDS, type Kind } from '../kind.js';
import type { Settings } from '../options.js';
import { mappingOf, TERM } from './mapping.js';

/** Above those of users that match everything. */
const PRIORITY = 200;

/** Fields of one index, over all metadata that it ever sees. What comes later is stored and not indexed. */
const MOST_FIELDS = 1_000;

/** Metadata nests 32 levels at most. */
const DEEPEST = 40;

/** Puts the index templates. Safe to repeat, and for several processes at once. */
export async function putTemplates(client: Client, settings: Settings): Promise<void> {
  await client.indices.putIndexTemplate({
    name: `${settings.prefix}memex-keys`,
    index_patterns: [keysIndex(settings)],
    priority: PRIORITY,
    template: { settings: commonSettings(settings), mappings: KEYS },
  });
  await client.indices.putIndexTemplate({
    name: `${settings.prefix}memex-analytic`,
    index_patterns: [`${settings.prefix}analytic-*`],
    priority: PRIORITY,
    template: { settings: commonSettings(settings), mappings: ANALYTICS },
  });
  for (const kind of KINDS) await client.indices.putIndexTemplate(entriesTemplate(kind, settings));
}

/** The index of idempotency keys. */
export function keysIndex({ prefix }: Pick<Settings, 'prefix'>): string {
  return `${prefix}memex-keys`;
}

/** Only what analytics are listed by is indexed, as in older indices: results have a form for each kind of question. */
const ANALYTICS: estypes.MappingTypeMapping = {
  dynamic: false,
  properties: {
    id: TERM,
    descriptor: {
      properties: { project: TERM, type: TERM, timespan: { properties: { type: TERM } } },
    },
  },
};

const KEYS: estypes.MappingTypeMapping = { dynamic: false, properties: { at: { type: 'long' } } };

function entriesTemplate(kind: Kind, settings: Settings): estypes.IndicesPutIndexTemplateRequest {
  return {
    name: `${settings.prefix}memex-${kind}`,
    index_patterns: [new IndexNames(kind, settings).pattern],
    priority: PRIORITY,
    template: {
      settings: { ...commonSettings(settings), ...lifecycle(settings), mapping: LENIENT },
      mappings: mappingOf(kind),
    },
  };
}

function commonSettings({ shards, replicas, refreshInterval }: Settings): estypes.IndicesIndexSettings {
  return {
    number_of_shards: shards,
    number_of_replicas: replicas,
    refresh_interval: refreshInterval,
    translog: { durability: 'request' },
  };
}

function lifecycle({ lifecyclePolicy }: Settings): estypes.IndicesIndexSettings {
  return lifecyclePolicy === undefined ? {} : { lifecycle: { name: lifecyclePolicy } };
}

/** Values that do not fit, and fields past the limit, are stored and not indexed. */
const LENIENT: estypes.IndicesMappingLimitSettings = {
  total_fields: { limit: MOST_FIELDS, ignore_dynamic_beyond_limit: true },
  depth: { limit: DEEPEST },
  ignore_malformed: true,
};
