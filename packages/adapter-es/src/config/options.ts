/** How long a period one index holds. */
export type Granularity = 'day' | 'month' | 'year';

export interface ElasticsearchOptions {
  /** Addresses of nodes, such as `https://es1.example.org:9200`. `http://localhost:9200` where absent. */
  readonly nodes?: readonly string[] | undefined;
  /** The deployment of Elastic Cloud, in place of `nodes`. */
  readonly cloudId?: string | undefined;
  readonly auth?:
    | { readonly username: string; readonly password: string }
    | { readonly apiKey: string }
    | undefined;
  /** A file with the certificates that are trusted, in PEM. */
  readonly caFile?: string | undefined;
  /** SHA-256 fingerprint of the certificate authority, in hexadecimal with or without colons. */
  readonly caFingerprint?: string | undefined;
  /** What the names of all indices and templates begin with: keeps several stores apart in one cluster. Nothing where absent. */
  readonly prefix?: string | undefined;
  /** `month` where absent. Reads span all indices, so it may change at any time. */
  readonly granularity?: Granularity | undefined;
  /** Shards of each index; 1 where absent. */
  readonly shards?: number | undefined;
  /** Copies of each shard; 1 where absent. */
  readonly replicas?: number | undefined;
  /** When writes show in pages, as a duration of Elasticsearch; `1s` where absent, and past it the promised second is not kept. */
  readonly refreshInterval?: string | undefined;
  /** Name of an index lifecycle policy, which must exist; none where absent. */
  readonly lifecyclePolicy?: string | undefined;
  /** Up to how many distinct values are counted exactly; more are estimated. 40,000 where absent, and at most. */
  readonly exactDistinct?: number | undefined;
  /** How long one request may take; 30,000 where absent. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long a write is tried again while the cluster cannot take it; 20,000 where absent. */
  readonly retryTimeoutMs?: number | undefined;
  /** Most bytes of writes that wait or are under way; past it writes are refused. 64 MiB where absent. */
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

export function settingsOf(options: ElasticsearchOptions): Settings {
  return {
    prefix: options.prefix ?? '',
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
