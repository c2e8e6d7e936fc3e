import { resolve } from 'node:path';
import type { ElasticsearchOptions } from '@memex/adapter-es';
import type { SqliteStoreOptions } from '@memex/adapter-sqlite';
import { type AnalyticalStore, isMemexError } from '@memex/core';
import type { Config } from '../config/config.js';
import { loadOptional } from '../config/optional-packages.js';
import { shownValue } from '../config/shown.js';
import type { StorePackage } from '../config/store-codec.js';
import { CliError, EXIT } from '../terminal/cli-error.js';

export type StoreKind = NonNullable<Config['STORE']>;

/** The kind of the configured store. */
export function storeKindOf(config: Config): StoreKind {
  const elasticsearch = [
    config.EL_HOST,
    config.EL_CLOUD_ID,
    config.EL_USERNAME,
    config.EL_PASSWORD,
    config.EL_API_KEY,
    config.EL_CA_FILE,
    config.EL_CA_FINGERPRINT,
    config.EL_PREFIX,
  ];
  return config.STORE ?? (elasticsearch.some((value) => value !== null) ? 'elasticsearch' : 'embedded');
}

/** Creates a store. Its package is loaded now, so a process loads only the one it uses. */
export async function createStore(kind: StoreKind, config: Config): Promise<AnalyticalStore> {
  if (typeof kind === 'object') return createPackageStore(kind, config);
  switch (kind) {
    case 'embedded':
      return (await import('@memex/adapter-sqlite')).createSqliteStore(embeddedOptions(config));
    case 'memory':
      return (await import('@memex/core/memory')).createMemoryStore();
    case 'elasticsearch': {
      const { createElasticsearchStore } = await loadElasticsearch();
      return inElasticsearch(config, createElasticsearchStore);
    }
  }
}

/** @throws CliError if its package is not installed. */
export function loadElasticsearch(): Promise<typeof import('@memex/adapter-es')> {
  return loadOptional('@memex/adapter-es', 'Elasticsearch', () => import('@memex/adapter-es'));
}

function embeddedOptions({ STORE_PATH, ANALYSIS_MEMORY }: Config): SqliteStoreOptions {
  return { path: resolve(STORE_PATH), columnBytes: ANALYSIS_MEMORY * MEBI };
}

const MEBI = 1024 * 1024;

/** The argument of `createStore` of a package. */
export interface StoreOptions {
  /** A folder for its files: STORE_PATH as an absolute path. */
  readonly path: string;
  /** The environment variables, for settings of its own. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @throws CliError if the package does not export `createStore`, or if that does not return a store. */
async function createPackageStore({ name, url }: StorePackage, config: Config): Promise<AnalyticalStore> {
  const loaded: { readonly createStore?: unknown } = await import(url);
  const { createStore: create } = loaded;
  if (typeof create !== 'function') throw unusable(name, 'it exports no function createStore');
  const options: StoreOptions = { path: resolve(config.STORE_PATH), environment: process.env };
  const store: unknown = await create(options);
  if (!isStore(store)) throw unusable(name, `createStore must return an object with ${PARTS.join(', ')}`);
  return store;
}

const PARTS = [
  'messages',
  'logs',
  'analytics',
  'analysis',
  'start',
  'stop',
  'probe',
  'identity',
] as const satisfies readonly (keyof AnalyticalStore)[];

function isStore(value: unknown): value is AnalyticalStore {
  return typeof value === 'object' && value !== null && PARTS.every((part) => part in value);
}

function unusable(name: string, reason: string): CliError {
  return new CliError(EXIT.misused, [`the package ${name}, which STORE names, cannot be used: ${reason}`]);
}

/**
 * Creates a part that talks to the configured Elasticsearch.
 *
 * @throws CliError if its names cannot begin with EL_PREFIX, or only one of user and password is set.
 */
export function inElasticsearch<A>(config: Config, create: (options: ElasticsearchOptions) => A): A {
  const options = elasticsearchOptions(config);
  try {
    return create(options);
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    const [{ message }] = error.issues;
    throw new CliError(EXIT.misused, [`EL_PREFIX ${message}${shownValue(config.EL_PREFIX ?? '')}`]);
  }
}

/** @throws CliError if only one of user and password is set. */
export function elasticsearchOptions(config: Config): ElasticsearchOptions {
  const { EL_USERNAME: username, EL_PASSWORD: password, EL_API_KEY: apiKey } = config;
  if ((username === null) !== (password === null)) {
    const [there, missing] = username === null ? ['PASSWORD', 'USERNAME'] : ['USERNAME', 'PASSWORD'];
    throw new CliError(EXIT.misused, [`EL_${missing} must be set where EL_${there} is`]);
  }
  const basic = username !== null && password !== null ? { username, password } : undefined;
  return {
    nodes: (config.EL_HOST ?? ['localhost']).map((node) => addressOf(node, config.EL_PORT)),
    cloudId: config.EL_CLOUD_ID ?? undefined,
    auth: apiKey === null ? basic : { apiKey },
    caFile: config.EL_CA_FILE ?? undefined,
    caFingerprint: config.EL_CA_FINGERPRINT ?? undefined,
    prefix: config.EL_PREFIX ?? undefined,
    granularity: config.EL_GRANULARITY,
    shards: config.EL_SHARDS,
    replicas: config.EL_REPLICAS,
    requestTimeoutMs: config.EL_REQUEST_TIMEOUT * 1_000,
    refreshInterval: config.EL_REFRESH_INTERVAL,
    lifecyclePolicy: config.EL_ILM_POLICY ?? undefined,
    exactDistinct: config.CARDINALITY_PRECISION_THRESHOLD,
  };
}

function addressOf(node: string, port: number): string {
  if (node.includes('://')) return node;
  return node.includes(':') && !node.startsWith('[') && node.split(':').length === 2
    ? `http://${node}`
    : `http://${node.includes(':') ? `[${node}]` : node}:${port}`;
}
