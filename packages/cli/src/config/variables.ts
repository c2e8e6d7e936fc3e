import type { Fields } from '@memex/core';
import { apiKeys, host, notYet, oneOf, origins, path, port, storeKind, webAddress, word } from './codecs.js';

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
    codec: storeKind,
    fallback: 'embedded',
    flag: 'store',
    meaning: 'embedded (files in STORE_PATH) or memory (ends with the process)',
  },
  STORE_PATH: {
    codec: path,
    fallback: './memex-data',
    flag: 'store-path',
    meaning: 'the folder of the embedded store',
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

const elasticsearch = { codec: notYet('Elasticsearch store'), fallback: null };
const queue = { codec: notYet('queue'), fallback: null };

/** Variables of parts that this version does not have. */
export const NOT_YET = {
  EL_HOST: elasticsearch,
  EL_PORT: elasticsearch,
  EL_USERNAME: elasticsearch,
  EL_PASSWORD: elasticsearch,
  EL_API_KEY: elasticsearch,
  EL_CA_FILE: elasticsearch,
  EL_CA_FINGERPRINT: elasticsearch,
  EL_CLOUD_ID: elasticsearch,
  BROKER_URL: queue,
  CELERY_BROKER_URL: queue,
  CELERY_RESULT_BACKEND: queue,
} as const satisfies Fields;
