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
import type { Row } from './row.js';
import { storeName } from './store-codec.js';

/**
 * Everything that can be configured, one row each. Reading, validation, types and help all come from this table. A row is a field of a record: its
 * codec, and its default as `fallback`. Options that override variables are in `setting-options.ts`.
 */
export const VARIABLES = {
  WS_HOST: {
    codec: host,
    fallback: '127.0.0.1',
    meaning: 'the address that the web service listens on',
  },
  WS_PORT: {
    codec: port,
    fallback: 8080,
    meaning: 'the port that it listens on',
  },
  WS_APIKEYS: {
    codec: apiKeys,
    fallback: null,
    secret: true,
    rejectsEmpty: 'always',
    meaning: 'API keys, separated by commas: key[:project|project…][:admin|:read]',
  },
  WS_APIKEY: {
    codec: headerSecret,
    fallback: null,
    secret: true,
    meaning: 'the API key that `memex query --url` sends',
  },
  WS_CORS_ORIGINS: {
    codec: origins,
    fallback: null,
    meaning: 'origins whose web pages may call the API, separated by commas, or *',
  },
  WS_HOSTS: {
    codec: hostNames,
    fallback: null,
    meaning:
      'more host names that requests may use, separated by commas; checked only if WS_HOST is a loopback address and there are no keys',
  },
  WS_SUPPRESS: {
    codec: oneOf('switch', ['on', 'off']),
    fallback: 'off',
    meaning: 'on: messages of erased users are refused from then on; `memex unsuppress` lifts it',
  },
  WS_KEEP_ALIVE: {
    codec: seconds,
    fallback: 65,
    meaning:
      'seconds until an idle connection is closed; set it higher than that of a load balancer in front',
  },
  WS_RATE: {
    codec: wholeNumber(1, 1_000_000),
    fallback: null,
    meaning:
      'how many writing requests an API key may send in a second, and half as many that only read; with BROKER_URL over all processes; no limit by default',
  },
  QUERY_TIMEOUT: {
    codec: seconds,
    fallback: 10,
    meaning: 'seconds that a query of analytics may take until it is aborted',
  },
  STORE: {
    codec: storeName,
    fallback: null,
    meaning:
      'embedded (files in STORE_PATH), memory (lost when the process ends), elasticsearch, or a package that exports createStore; by default elasticsearch if any EL_* is set, otherwise embedded',
  },
  STORE_PATH: {
    codec: path,
    fallback: './memex-data',
    rejectsEmpty: 'always',
    meaning: 'the folder of the embedded store',
  },
  ANALYSIS_MEMORY: {
    codec: wholeNumber(0, 1_000_000),
    fallback: 256,
    meaning: 'how many MiB the embedded store may use for the columns that speed up analytics',
  },
  EL_HOST: {
    codec: nodes,
    fallback: null,
    secret: true,
    rejectsEmpty: 'without STORE',
    meaning:
      'nodes of Elasticsearch 8 or 9: host names or URLs, separated by commas (localhost if another EL_* is set)',
  },
  EL_PORT: { codec: port, fallback: 9200, meaning: 'the port for nodes given as host names' },
  EL_CLOUD_ID: {
    codec: word,
    fallback: null,
    rejectsEmpty: 'without STORE',
    meaning: 'a deployment of Elastic Cloud, instead of EL_HOST',
  },
  EL_USERNAME: { codec: word, fallback: null, meaning: 'the user for Elasticsearch' },
  EL_PASSWORD: { codec: secretText, fallback: null, secret: true, meaning: 'the password of EL_USERNAME' },
  EL_API_KEY: {
    codec: secretText,
    fallback: null,
    secret: true,
    meaning: 'an API key for Elasticsearch, instead of user and password',
  },
  EL_CA_FILE: { codec: path, fallback: null, meaning: 'a PEM file with the trusted certificate authorities' },
  EL_CA_FINGERPRINT: {
    codec: word,
    fallback: null,
    meaning: 'the SHA-256 fingerprint of the trusted certificate authority',
  },
  EL_PREFIX: {
    codec: word,
    fallback: null,
    rejectsEmpty: 'always',
    meaning:
      'what all names of indices, aliases and templates begin with, such as shop-, so that several Memexes can share a cluster; by default nothing',
  },
  EL_GRANULARITY: {
    codec: oneOf('granularity', ['day', 'month', 'year']),
    fallback: 'month',
    meaning: 'the period that one index covers: day, month or year',
  },
  EL_SHARDS: { codec: wholeNumber(1, 1_024), fallback: 1, meaning: 'shards of each new index' },
  EL_REPLICAS: {
    codec: wholeNumber(0, 9_999),
    fallback: 1,
    meaning: 'replicas of each shard of a new index',
  },
  EL_REQUEST_TIMEOUT: {
    codec: seconds,
    fallback: 30,
    meaning:
      'seconds that Elasticsearch may take for one request; analytics of very many messages may need more',
  },
  EL_REFRESH_INTERVAL: { codec: duration, fallback: '1s', meaning: 'how long until writes appear in pages' },
  EL_ILM_POLICY: { codec: word, fallback: null, meaning: 'the lifecycle policy of new indices' },
  BROKER_URL: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning:
      'the Redis that holds jobs for `memex worker`: redis://[[user]:password@]host:port/db, redis+sentinel://host,host/name/db, redis+cluster://host,host, or with TLS rediss…; without it, `memex serve` runs the jobs and the scheduler itself',
  },
  BROKER_CA_FILE: {
    codec: path,
    fallback: null,
    meaning: 'a PEM file with the certificate authorities that are trusted for a rediss broker',
  },
  CELERY_BROKER_URL: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning: 'the old name of BROKER_URL, which takes precedence',
  },
  CELERY_RESULT_BACKEND: {
    codec: brokerAddress,
    fallback: null,
    secret: true,
    meaning: 'accepted for compatibility, and ignored: results are in the store',
  },
  WORKER_CONCURRENCY: {
    codec: wholeNumber(1, 1_000),
    fallback: 4,
    meaning: 'how many jobs a process runs at the same time',
  },
  METRICS_PORT: {
    codec: port,
    fallback: null,
    meaning:
      'the port on which a worker or a scheduler serves /metrics, /health and /ready; by default it serves and measures nothing',
  },
  METRICS_HOST: {
    codec: host,
    fallback: '127.0.0.1',
    meaning: 'the address for METRICS_PORT; no key is needed there',
  },
  INSTANCE: {
    codec: platformAddress,
    fallback: null,
    secret: true,
    meaning: 'the URL of the platform, for analytics of tasks, transactions and users',
  },
  APIKEY: {
    codec: headerSecret,
    fallback: null,
    secret: true,
    meaning: 'the API key for the platform',
  },
  CARDINALITY_PRECISION_THRESHOLD: {
    codec: wholeNumber(1, 40_000),
    fallback: 40_000,
    meaning: 'the number of distinct values up to which counts in Elasticsearch are exact',
  },
  TIME_ZONE: {
    codec: timeZone,
    fallback: 'UTC',
    meaning: 'the time zone whose midnights are the boundaries of analytics, and of times in tables',
  },
  BEAT_CRON: {
    codec: cron,
    fallback: NIGHTLY,
    meaning: 'when all analytics that are due are computed, as a cron pattern',
  },
  BEAT_TIME_ZONE: {
    codec: timeZone,
    fallback: 'Europe/Rome',
    meaning: 'the time zone of BEAT_CRON',
  },
  MIGRATION_FOLDER: {
    codec: path,
    fallback: 'actions',
    meaning: 'the folder with your own migrations',
  },
  MIGRATION_MANAGER_INDEX: {
    codec: word,
    fallback: 'migrations',
    meaning: 'the index that records which migrations were applied',
  },
  MIGRATION_APP_IDS: {
    codec: path,
    fallback: null,
    meaning: 'a JSON file that maps projects to application ids, for migration 4',
  },
  LOG_LEVEL: {
    codec: oneOf('level', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    fallback: 'info',
    meaning: 'the lowest level that is logged: trace, debug, info, warn, error, fatal or silent',
  },
  LOG_FORMAT: {
    codec: oneOf('format', ['json', 'pretty']),
    fallback: null,
    meaning: 'json or pretty; by default pretty on a terminal, and json elsewhere',
  },
  SENTRY_DSN: {
    codec: sentryDsn,
    fallback: null,
    secret: true,
    meaning: 'the Sentry project that gets error reports; by default nothing is loaded or sent',
  },
  SENTRY_RELEASE: { codec: word, fallback: null, meaning: 'the release shown in error reports' },
  SENTRY_ENVIRONMENT: { codec: word, fallback: null, meaning: 'the environment shown in error reports' },
} as const satisfies Fields & Readonly<Record<string, Row>>;
