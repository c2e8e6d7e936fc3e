import type { Fields } from '@memex/core';
import {
  apiKeys,
  count,
  duration,
  host,
  nodes,
  notYet,
  oneOf,
  origins,
  path,
  port,
  secretText,
  webAddress,
  word,
} from './codecs.js';

/** What a row of the table says beside its codec and its default. */
export interface Row {
  /** The option of the command line that sets the same and wins; secrets have none: other users of the machine see options. */
  readonly flag?: string;
  readonly secret?: true;
  readonly meaning: string;
}

/**
 * Everything that can be configured: one row each, from which come the reading, the checking, the types, the options and the help.
 * A row is a field of a record: its codec, and as `fallback` its default.
 */
export const VARIABLES = {
  WS_HOST: { codec: host, fallback: '127.0.0.1', flag: 'host', meaning: 'where the web service listens' },
  WS_PORT: { codec: port, fallback: 8080, flag: 'port', meaning: 'the port there' },
  WS_APIKEYS: {
    codec: apiKeys,
    fallback: null,
    secret: true,
    meaning: 'keys that calls need, separated by commas: key[:project|project…][:admin]',
  },
  WS_CORS_ORIGINS: {
    codec: origins,
    fallback: null,
    flag: 'cors-origins',
    meaning: 'origins whose pages may call, separated by commas, or *',
  },
  STORE: {
    codec: oneOf('store', ['embedded', 'memory', 'elasticsearch']),
    fallback: null,
    flag: 'store',
    meaning:
      'embedded (files in STORE_PATH), memory (ends with the process) or elasticsearch; left out, it is elasticsearch where any EL_* is set, else embedded',
  },
  STORE_PATH: {
    codec: path,
    fallback: './memex-data',
    flag: 'store-path',
    meaning: 'the folder of the embedded store',
  },
  EL_HOST: {
    codec: nodes,
    fallback: null,
    secret: true,
    meaning:
      'nodes of Elasticsearch 8 or 9: hosts or addresses, separated by commas (localhost, where another EL_* is set)',
  },
  EL_PORT: { codec: port, fallback: 9200, meaning: 'the port of those that are no address' },
  EL_CLOUD_ID: { codec: word, fallback: null, meaning: 'a deployment of Elastic Cloud, instead of EL_HOST' },
  EL_USERNAME: { codec: word, fallback: null, meaning: 'the user there' },
  EL_PASSWORD: { codec: secretText, fallback: null, secret: true, meaning: 'the password of EL_USERNAME' },
  EL_API_KEY: {
    codec: secretText,
    fallback: null,
    secret: true,
    meaning: 'an API key, instead of user and password',
  },
  EL_CA_FILE: { codec: path, fallback: null, meaning: 'a PEM file of the certificates that are trusted' },
  EL_CA_FINGERPRINT: {
    codec: word,
    fallback: null,
    meaning: 'the SHA-256 fingerprint of the certificate authority',
  },
  EL_GRANULARITY: {
    codec: oneOf('granularity', ['day', 'month', 'year']),
    fallback: 'month',
    meaning: 'how long a period one index holds: day, month or year',
  },
  EL_SHARDS: { codec: count, fallback: 1, meaning: 'shards of each new index' },
  EL_REPLICAS: { codec: count, fallback: 1, meaning: 'copies of each shard of a new index' },
  EL_REFRESH_INTERVAL: { codec: duration, fallback: '1s', meaning: 'when writes show in pages' },
  EL_ILM_POLICY: { codec: word, fallback: null, meaning: 'the lifecycle policy of new indices' },
  MIGRATION_FOLDER: {
    codec: path,
    fallback: 'actions',
    flag: 'folder',
    meaning: 'the folder of your own migrations',
  },
  MIGRATION_MANAGER_INDEX: {
    codec: word,
    fallback: 'migrations',
    flag: 'index',
    meaning: 'the index that knows which migrations were applied',
  },
  MIGRATION_APP_IDS: {
    codec: path,
    fallback: null,
    flag: 'app-ids',
    meaning: 'a JSON file of projects and the application ids that replace them, for migration 4',
  },
  LOG_LEVEL: {
    codec: oneOf('level', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    fallback: 'info',
    flag: 'log-level',
    meaning: 'the least severe lines that are logged: trace, debug, info, warn, error, fatal or silent',
  },
  LOG_FORMAT: {
    codec: oneOf('format', ['json', 'pretty']),
    fallback: null,
    flag: 'log-format',
    meaning: 'json or pretty; left out, it is pretty on a terminal and json elsewhere',
  },
  SENTRY_DSN: {
    codec: webAddress,
    fallback: null,
    secret: true,
    meaning: 'where errors are reported; left out, nothing is loaded or sent',
  },
  SENTRY_RELEASE: { codec: word, fallback: null, meaning: 'the release that reports name' },
  SENTRY_ENVIRONMENT: { codec: word, fallback: null, meaning: 'the environment that reports name' },
} as const satisfies Fields & Readonly<Record<string, Row>>;

const queue = { codec: notYet('queue'), fallback: null };

/** Variables of parts that this version does not have. */
export const NOT_YET = {
  BROKER_URL: queue,
  CELERY_BROKER_URL: queue,
  CELERY_RESULT_BACKEND: queue,
} as const satisfies Fields;
