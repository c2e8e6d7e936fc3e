import { checkedPrefix } from './prefix.js';

/** The period that one index covers. */
export type Granularity = 'day' | 'month' | 'year';

export interface ElasticsearchOptions {
  /** Addresses of nodes, such as `https://es1.example.org:9200`. Default: `http://localhost:9200`. */
  readonly nodes?: readonly string[] | undefined;
  /** The Elastic Cloud deployment, instead of `nodes`. */
  readonly cloudId?: string | undefined;
  readonly auth?:
    | { readonly username: string; readonly password: string }
    | { readonly apiKey: string }
    | undefined;
  /** A PEM file of trusted certificates. */
  readonly caFile?: string | undefined;
  /** SHA-256 fingerprint of the certificate authority, in hexadecimal, with or without colons. */
  readonly caFingerprint?: string | undefined;
  /**
   * Prefix of all names of indices, aliases and templates, such as `shop-`. It keeps several stores apart in one cluster. It consists of lower-case
   * letters, digits, `.`, `-` and `_`. Default: none.
   */
  readonly prefix?: string | undefined;
  /** Default: `month`. It may change at any time, because reads span all indices. */
  readonly granularity?: Granularity | undefined;
  /** Shards of each new index. Default: 1. */
  readonly shards?: number | undefined;
  /** Replicas of each shard. Default: 1. */
  readonly replicas?: number | undefined;
  /**
   * How soon writes appear in pages, as an Elasticsearch duration. Default: `1s`. With a longer one, the promise of
   * one second is not kept.
   */
  readonly refreshInterval?: string | undefined;
  /** Name of an existing index lifecycle policy. Default: none. */
  readonly lifecyclePolicy?: string | undefined;
  /** Distinct values are counted exactly up to this number, and estimated above it. Default and maximum: 40,000. */
  readonly exactDistinct?: number | undefined;
  /** Timeout of one request, in milliseconds. Default: 30,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long a write is retried while the cluster cannot take it, in milliseconds. Default: 20,000. */
  readonly retryTimeoutMs?: number | undefined;
  /**
   * Maximum size of the writes that are waiting or in progress, in bytes. Further writes are refused. Default: 64
   * MiB.
   */
  readonly queueBytes?: number | undefined;
}

export interface Settings {
  readonly prefix: string;
  readonly granularity: Granularity;
  readonly shards: number;
  readonly replicas: number;
  readonly refreshInterval: string;
  readonly lifecyclePolicy: string | undefined;
  readonly exactDistinct: number;
  readonly requestTimeoutMs: number;
  readonly retryTimeoutMs: number;
  readonly queueBytes: number;
}

/** @throws MalformedError if the prefix cannot be one. */
export function settingsOf(options: ElasticsearchOptions): Settings {
  return {
    prefix: checkedPrefix(options.prefix ?? ''),
    granularity: options.granularity ?? 'month',
    shards: options.shards ?? 1,
    replicas: options.replicas ?? 1,
    refreshInterval: options.refreshInterval ?? '1s',
    lifecyclePolicy: options.lifecyclePolicy,
    exactDistinct: options.exactDistinct ?? 40_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    retryTimeoutMs: options.retryTimeoutMs ?? 20_000,
    queueBytes: options.queueBytes ?? 64 * 1_048_576,
  };
}
