import { LOG_PARTITION, MESSAGE_PARTITION } from '../entry/partition.js';
import { UnavailableError } from '../errors.js';
import type { Store } from '../store.js';
import { systemClock } from '../system/clock.js';
import type { Clock } from '../time/clock.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { passesFilter as logPasses, MemoryLogs } from './memory-logs.js';
import { MemoryMessages, passesFilter as messagePasses } from './memory-messages.js';

/** A store in the memory of the process: for tests, for embedding, for trying out. What it holds ends with the process. */
export function createMemoryStore({ clock = systemClock }: { readonly clock?: Clock } = {}): Store {
  let started = false;
  const refuseStopped = (): void => {
    if (!started) throw new UnavailableError('the store', { reason: 'it is not started' });
  };
  return {
    messages: new MemoryMessages(
      { partitionPrefix: MESSAGE_PARTITION, passes: messagePasses },
      new IdempotencyKeys(clock),
      refuseStopped,
    ),
    logs: new MemoryLogs(
      { partitionPrefix: LOG_PARTITION, passes: logPasses },
      new IdempotencyKeys(clock),
      refuseStopped,
    ),
    start: async (): Promise<void> => {
      started = true;
    },
    stop: async (): Promise<void> => {
      started = false;
    },
    probe: async () => {
      refuseStopped();
      return { name: 'memory', version: '1', location: 'this process' };
    },
  };
}
