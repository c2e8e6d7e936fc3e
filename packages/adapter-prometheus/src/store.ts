import { type AnalyticalStore, isMemexError, type Store } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { type PortMethod, wrapMethods } from '@memex/core/toolkit';
import type { Metrics } from './metrics.js';

/** Wraps a store, and measures its calls: how many, how long, and with which outcome. */
export function observeStore(store: AnalyticalStore, metrics: Metrics): AnalyticalStore;
export function observeStore(store: Store, metrics: Metrics): Store;
export function observeStore(store: Store | AnalyticalStore, metrics: Metrics): Store {
  return {
    messages: observePort(store.messages, 'messages', metrics),
    logs: observePort(store.logs, 'logs', metrics),
    keyValues: observePort(store.keyValues, 'keyValues', metrics),
    ...('analytics' in store && {
      analysis: observePort(store.analysis, 'analysis', metrics),
      analytics: observePort(store.analytics, 'analytics', metrics),
      identity: (options?: CallOptions) => store.identity(options),
    }),
    size: (options) => store.size(options),
    start: () => store.start(),
    stop: () => store.stop(),
    probe: (options) => store.probe(options),
  };
}

/** Every method of the port returns a promise. */
function observePort<P extends object>(port: P, name: keyof AnalyticalStore, metrics: Metrics): P {
  return wrapMethods(port, (method, call) => {
    const observed = observeMethod(method, `${name}.${call}`, metrics);
    return call === 'append' ? countStored(observed, name, metrics) : observed;
  });
}

function observeMethod(method: PortMethod, call: string, metrics: Metrics): PortMethod {
  return async (...parameters) => {
    const started = performance.now();
    let outcome = 'ok';
    try {
      return await method(...parameters);
    } catch (error) {
      outcome = isMemexError(error) ? error.code : 'internal';
      throw error;
    } finally {
      metrics.storeCalled(call, outcome, (performance.now() - started) / 1_000);
    }
  };
}

function countStored(append: PortMethod, kind: string, metrics: Metrics): PortMethod {
  return async (...parameters) => {
    const traceIds = await append(...parameters);
    if (Array.isArray(traceIds)) metrics.entriesStored(kind, traceIds.length);
    return traceIds;
  };
}
