import { QUEUE_RETRIES, queueCases, scheduleCases } from '@memex/core/conformance';
import { MemoryJobs, MemoryQueue, MemorySchedule } from '@memex/core/memory';
import { describe, test } from 'vitest';

describe('the memory queue', () => {
  for (const { name, run } of queueCases) {
    test(name, async () => {
      const jobs = new MemoryJobs();
      const queues: MemoryQueue[] = [];
      const open = async () => {
        const queue = new MemoryQueue({ jobs, retries: QUEUE_RETRIES });
        queues.push(queue);
        await queue.start();
        return queue;
      };
      const crash = async (queue: unknown) => queues.find((one) => one === queue)?.crash();
      await run({ queue: await open(), another: open, crash });
      for (const queue of queues) await queue.stop();
    });
  }
});

describe('the memory schedule', () => {
  for (const { name, run } of scheduleCases) {
    test(name, () => {
      const schedule = new MemorySchedule();
      return run({ schedule, another: async () => schedule });
    });
  }
});
