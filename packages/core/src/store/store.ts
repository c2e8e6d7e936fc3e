import type { AnalyticStore } from '../analytics/analytic-store.js';
import type { MessageAnalysis } from '../analytics/message-analysis.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { LogStore } from '../log/log-store.js';
import type { MessageStore } from '../message/message-store.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import type { Probe } from '../port/probe.js';

/** An engine with everything that Memex stores in it. An adapter package exports a function that creates one. */
export interface Store extends Startable, Probe {
  readonly messages: MessageStore;
  readonly logs: LogStore;
  /** What Memex keeps beside them. */
  readonly keyValues: KeyValueStore;
  /**
   * About how many bytes the data take where the engine keeps them, with indices and copies. It may lag behind by seconds, and does not shrink
   * with each deletion.
   *
   * @throws UnavailableError, AbortedError
   */
  size(options?: CallOptions): Promise<number>;
}

/** A store that also computes analytics, and keeps them. */
export interface AnalyticalStore extends Store {
  readonly analysis: MessageAnalysis;
  readonly analytics: AnalyticStore;
  /**
   * A random text that is generated together with the store's data, and identifies it: it is the same in every process and
   * after a restart, and different if the data was created anew. A store of an older version gets one when it is opened.
   */
  identity(options?: CallOptions): Promise<string>;
}
