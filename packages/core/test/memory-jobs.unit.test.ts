import { MemorySchedule } from '@memex/core/memory';
import type { NewJob } from '@memex/core/ports';
import { QUEUE_RETRIES, queueCases, scheduleCases } from '@memex/core/testing';
import { describe, test } from 'vitest';
import { MemoryJobs } from '../src/memory/memory-jobs.js';
import { MemoryQueue } from '../src/memory/memory-queue.js';

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
      const plant = async (id: string, work: string) => void jobs.add(plantedJob(id, work));
      await run({ queue: await open(), another: open, crash, plant });
      for (const queue of queues) await queue.stop();
    });
  }
});

/** A job of what a text holds, or of the text itself where that is no JSON: memory keeps values. */
function plantedJob(id: string, work: string): NewJob {
  try {
    return JSON.parse(`{"id": ${JSON.stringify(id)}, "work": ${work}}`);
  } catch {
    return JSON.parse(JSON.stringify({ id, work }));
  }
}

describe('the memory schedule', () => {
  for (const { name, run } of scheduleCases) {
    test(name, () => {
      const schedule = new MemorySchedule();
      return run({ schedule, another: async () => schedule });
    });
  }
});
