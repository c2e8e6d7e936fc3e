import type { CallOptions } from './call.js';
import { Partitions } from './entry/partitions.js';
import type { IdSource } from './entry/trace-id.js';
import type { Startable } from './lifecycle.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { Logs } from './log/logs.js';
import { Messages } from './message/messages.js';
import type { Probe, ProbeReport } from './probe.js';
import type { Store } from './store.js';
import { systemClock } from './system/clock.js';
import { uuidSource } from './system/ids.js';
import type { Clock } from './time/clock.js';

/** What Memex is made of. */
export interface MemexParts {
  readonly store: Store;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly limits?: Partial<Limits>;
}

/** The use cases over one store. Starting, stopping and probing it starts, stops and probes the store. */
export interface Memex extends Startable, Probe {
  readonly messages: Messages;
  readonly logs: Logs;
  readonly partitions: Partitions;
}

export function createMemex({ store, clock = systemClock, ids = uuidSource, limits }: MemexParts): Memex {
  const reception = { clock, ids, limits: { ...DEFAULT_LIMITS, ...limits } };
  return {
    messages: new Messages(store.messages, reception),
    logs: new Logs(store.logs, reception),
    partitions: new Partitions([store.messages, store.logs]),
    start: (): Promise<void> => store.start(),
    stop: (): Promise<void> => store.stop(),
    probe: (options?: CallOptions): Promise<ProbeReport> => store.probe(options),
  };
}
