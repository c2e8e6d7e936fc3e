import type { AnalyticalStore, Store } from '../store/store.js';

/** What a case runs against. */
export interface StoreSetup<S extends Store = Store> {
  /** A started store. It may hold other entries, since each case uses its own projects. */
  readonly store: S;
  /** Stops the store and starts it again on the same data, like a restart. Absent if the store is not durable. */
  readonly reopen?: () => Promise<S>;
}

/**
 * A behaviour that every adapter of a port must have. Cases do not depend on a test runner: register each by its name, with
 * your own setup, and await `run`. It throws if the behaviour is missing.
 */
export interface ConformanceCase<S> {
  readonly name: string;
  run(setup: S): Promise<void>;
}

export type StoreCase = ConformanceCase<StoreSetup>;
export type AnalyticalCase = ConformanceCase<StoreSetup<AnalyticalStore>>;
