import type { AnalyticalStore, Store } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';

/** Analytics in memory beside a store that has none yet. */
export function withAnalytics(store: Store | AnalyticalStore): AnalyticalStore {
  if ('analytics' in store) return store;
  const memory = createMemoryStore();
  return {
    messages: store.messages,
    logs: store.logs,
    analysis: memory.analysis,
    analytics: memory.analytics,
    start: async () => {
      await memory.start();
      await store.start();
    },
    stop: () => store.stop(),
    probe: (options) => store.probe(options),
  };
}
