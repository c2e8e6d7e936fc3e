import type { AnalyticStore } from '../analytics/analytic-store.js';
import type { MessageAnalysis } from '../analytics/message-analysis.js';
import type { LogStore } from '../log/log-store.js';
import type { MessageStore } from '../message/message-store.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import type { Probe } from '../port/probe.js';

/** One engine with everything that Memex keeps in it. An adapter package exports a function that makes one. */
export interface Store extends Startable, Probe {
  readonly messages: MessageStore;
  readonly logs: LogStore;
}

/** A store that analytics are computed from and kept in as well. */
export interface AnalyticalStore extends Store {
  readonly analysis: MessageAnalysis;
  readonly analytics: AnalyticStore;
  /**
   * A random text that was made with the store and that no other store has: the same for every process and after every restart, another one
   * once the store was made anew. A store that an older version made gets one.
   */
  identity(options?: CallOptions): Promise<string>;
}
