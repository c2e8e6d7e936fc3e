import { uuidSource } from '../entry/id-source.js';
import { LOG_PARTITION, MESSAGE_PARTITION } from '../entry/partition.js';
import { UnavailableError } from '../errors/errors.js';
import { throwIfAborted } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { MemoryAnalysis } from './memory-analysis.js';
import { MemoryAnalytics } from './memory-analytics.js';
import { MemoryKeyValues } from './memory-key-values.js';
import { logPasses, MemoryLogs } from './memory-logs.js';
import { MemoryMessages, messagePasses } from './memory-messages.js';

/** A store in the memory of this process: for tests, embedding and first steps. Its data are lost when the process ends. */
export function createMemoryStore({ clock = systemClock }: { readonly clock?: Clock } = {}): AnalyticalStore {
  let started = false;
  const identity = uuidSource.next();
  const refuseStopped = (): void => {
    if (!started) throw new UnavailableError('the store', { reason: 'it is not started' });
  };
  const messages = new MemoryMessages(
    { partitionPrefix: MESSAGE_PARTITION, passes: messagePasses },
    new IdempotencyKeys(clock),
    refuseStopped,
  );
  const logs = new MemoryLogs(
    { partitionPrefix: LOG_PARTITION, passes: logPasses },
    new IdempotencyKeys(clock),
    refuseStopped,
  );
  return {
    messages,
    logs,
    keyValues: new MemoryKeyValues(refuseStopped),
    analysis: new MemoryAnalysis((project, options) => messages.entriesOf(project, options)),
    analytics: new MemoryAnalytics(refuseStopped),
    start: async (): Promise<void> => {
      started = true;
    },
    stop: async (): Promise<void> => {
      started = false;
    },
    size: async (options) => {
      throwIfAborted(options);
      refuseStopped();
      return messages.bytes + logs.bytes;
    },
    identity: async (options) => {
      throwIfAborted(options);
      refuseStopped();
      return identity;
    },
    probe: async () => {
      refuseStopped();
      return { name: 'memory', version: '1', location: 'this process' };
    },
  };
}
