import type { AnalyticalStore, Store } from '../store/store.js';

/** What a case runs against. */
export interface StoreSetup<S extends Store = Store> {
  /** A started store. It may hold other entries: each case uses projects of its own. */
  readonly store: S;
  /** Stops the store and starts it again on the same data, as after a restart. Absent where the store does not last. */
  readonly reopen?: () => Promise<S>;
}

/**
 * One behaviour that every adapter of a port must show. Cases know no test runner: register each under its name, with a setup of
 * your own, and await `run`. It throws where the behaviour is missing.
 */
export interface ConformanceCase<S> {
  readonly name: string;
  run(setup: S): Promise<void>;
}

export type StoreCase = ConformanceCase<StoreSetup>;
export type AnalyticalCase = ConformanceCase<StoreSetup<AnalyticalStore>>;
