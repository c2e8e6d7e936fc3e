import type { Fields } from '@memex/core/model';
import { NIGHTLY } from '@memex/core/toolkit';
import {
  apiKeys,
  brokerAddress,
  cron,
  duration,
  headerSecret,
  host,
  hostNames,
  nodes,
  oneOf,
  origins,
  path,
  platformAddress,
  port,
  seconds,
  secretText,
  sentryDsn,
  timeZone,
  wholeNumber,
  word,
} from './codecs.js';
import type { CommandName } from './command-names.js';
import { storeName } from './store-codec.js';

/** What a row of the table says beside its codec and its default. */
export interface Row {
  /** The option of the command line that sets the same and wins; secrets have none: other users of the machine see options. */
  readonly flag?: string;
  /** The commands that take the option; all where absent. */
  readonly commands?: readonly CommandName[];
  readonly secret?: true;
  /** When a variable that is set and empty is an error: not set, it would open the service, or put data where nobody looks for them. */
  readonly emptyIsRefused?: 'always' | 'without STORE';
  readonly meaning: string;
}

const STORING = ['serve', 'worker', 'beat', 'jobs', 'check'] as const;

/**
 * Everything that can be configured: one row each, from which come the reading, the checking, the types, the options and the help.
 * A row is a field of a record: its codec, and as `fallback` its default.
 */
export const VARIABLES = {
  WS_HOST: {
    codec: host,
    fallback: '127.0.0.1',
    flag: 'host',
    commands: ['serve'],
    meaning: 'where the web service listens',
  },
  WS_PORT: { codec: port, fallback: 8080, flag: 'port', commands: ['serve'], meaning: 'the port there' },
  WS_APIKEYS: {
    codec: apiKeys,
    fallback: null,
    secret: true,
    emptyIsRefused: 'always',
    meaning: 'keys that calls need, separated by commas: key[:project|project…][:admin]',
  },
  WS_CORS_ORIGINS: {
    codec: origins,
    fallback: null,
    flag: 'cors-origins',
    commands: ['serve'],
    meaning: 'origins whose pages may call, separated by commas, or *',
  },
  WS_HOSTS: {
    codec: hostNames,
    fallback: null,
    flag: 'hosts',
    commands: ['serve'],
    meaning:
      'further host names that calls may name, separated by commas, where WS_HOST is reached from this machine only and there are no keys',
  },
  WS_KEEP_ALIVE: {
    codec: seconds,
    fallback: 65,
    flag: 'keep-alive',
    commands: ['serve'],
    meaning: 'how many seconds an idle connection is kept: longer than a load balancer in front keeps it',
  },
  STORE: {
    codec: storeName,
    fallback: null,
    flag: 'store',
    commands: STORING,
    meaning:
      'embedded (files in STORE_PATH), memory (ends with the process), elasticsearch, or a package that exports createStore; left out, it is elasticsearch where any EL_* is set, else embedded',
  },
  STORE_PATH: {
    codec: path,
    fallback: './memex-data',
    flag: 'store-path',
    commands: [...STORING, 'copy'],
    emptyIsRefused: 'always',
    meaning: 'the folder of the embedded store',
  },
  ANALYSIS_MEMORY: {
    codec: wholeNumber(0, 1_000_000),
    fallback: 256,
    flag: 'analysis-memory',
    commands: ['serve', 'worker'],
    meaning:
      'how many MiB the embedded store may take for columns, from which it answers analytics; past it they are slower',
  },
  EL_HOST: {
    codec: nodes,
    fallback: null,
    secret: true,
    emptyIsRefused: 'without STORE',
    meaning:
      'nodes of Elasticsearch 8 or 9: hosts or addresses, separated by commas (localhost, where another EL_* is set)',
  },
  EL_PORT: { codec: port, fallback: 9200, meaning: 'the port of those that are no address' },
  EL_CLOUD_ID: {
    codec: word,
    fallback: null,
    emptyIsRefused: 'without STORE',
    meaning: 'a deployment of Elastic Cloud, instead of EL_HOST',
  },
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
  EL_SHARDS: { codec: wholeNumber(1, 1_024), fallback: 1, meaning: 'shards of each new index' },
  EL_REPLICAS: { codec: wholeNumber(0, 9_999), fallback: 1, meaning: 'copies of each shard of a new index' },
  EL_REFRESH_INTERVAL: { codec: duration, fallback: '1s', meaning: 'when writes show in pages' },
  EL_ILM_POLICY: { codec: word, fallback: null, meaning: 'the lifecycle policy of new indices' },
  BROKER_URL: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning:
      'the Redis in which jobs wait for `memex worker`, redis://[[user]:password@]host:port/db or rediss://…; left out, `memex serve` runs jobs and the beat itself',
  },
  CELERY_BROKER_URL: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning: 'the old name of BROKER_URL, which wins',
  },
  CELERY_RESULT_BACKEND: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning: 'an old name that is read and not needed: results are in the store',
  },
  WORKER_CONCURRENCY: {
    codec: wholeNumber(1, 1_000),
    fallback: 4,
    flag: 'concurrency',
    commands: ['serve', 'worker'],
    meaning: 'how many jobs one process runs at the same time',
  },
  METRICS_PORT: {
    codec: port,
    fallback: null,
    flag: 'metrics-port',
    commands: ['worker', 'beat'],
    meaning:
      'the port at which a worker or a beat serves /metrics, /health and /ready; left out, it serves none, and counts nothing',
  },
  METRICS_HOST: {
    codec: host,
    fallback: '127.0.0.1',
    flag: 'metrics-host',
    commands: ['worker', 'beat'],
    meaning: 'where METRICS_PORT listens; it asks for no key',
  },
  INSTANCE: {
    codec: platformAddress,
    fallback: null,
    secret: true,
    meaning: 'the base address of the platform, for analytics of tasks, transactions and users',
  },
  APIKEY: {
    codec: headerSecret,
    fallback: null,
    secret: true,
    meaning: 'the key that the platform asks for',
  },
  CARDINALITY_PRECISION_THRESHOLD: {
    codec: wholeNumber(1, 40_000),
    fallback: 40_000,
    meaning: 'up to how many distinct values counts of Elasticsearch are exact',
  },
  TIME_ZONE: {
    codec: timeZone,
    fallback: 'UTC',
    flag: 'time-zone',
    commands: ['serve', 'worker'],
    meaning: 'the time zone whose midnights the windows of analytics begin and end at',
  },
  BEAT_CRON: {
    codec: cron,
    fallback: NIGHTLY,
    flag: 'beat-cron',
    commands: ['serve', 'beat'],
    meaning: 'when all analytics that are due are computed, as a cron pattern',
  },
  BEAT_TIME_ZONE: {
    codec: timeZone,
    fallback: 'Europe/Rome',
    flag: 'beat-time-zone',
    commands: ['serve', 'beat'],
    meaning: 'the time zone of BEAT_CRON',
  },
  MIGRATION_FOLDER: {
    codec: path,
    fallback: 'actions',
    flag: 'folder',
    commands: ['migrate'],
    meaning: 'the folder of your own migrations',
  },
  MIGRATION_MANAGER_INDEX: {
    codec: word,
    fallback: 'migrations',
    flag: 'index',
    commands: ['migrate'],
    meaning: 'the index that knows which migrations were applied',
  },
  MIGRATION_APP_IDS: {
    codec: path,
    fallback: null,
    flag: 'app-ids',
    commands: ['migrate'],
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
    codec: sentryDsn,
    fallback: null,
    secret: true,
    meaning: 'where errors are reported; left out, nothing is loaded or sent',
  },
  SENTRY_RELEASE: { codec: word, fallback: null, meaning: 'the release that reports name' },
  SENTRY_ENVIRONMENT: { codec: word, fallback: null, meaning: 'the environment that reports name' },
} as const satisfies Fields & Readonly<Record<string, Row>>;
