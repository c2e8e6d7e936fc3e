import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteJobs } from '@memex/adapter-sqlite';
import type { Jobs } from '@memex/core';
import type { CallOptions, JobQueue } from '@memex/core/ports';
import { QUEUE_RETRIES, queueCases, scheduleCases, unique } from '@memex/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { OpenFile } from '../dist/client/open-file.js';
import { WorkerClient } from '../dist/client/worker-client.js';
import { loadDriver } from '../dist/driver/open-driver.js';
import { SqliteQueue } from '../dist/jobs/sqlite-queue.js';
import type { JobRequest } from '../dist/protocol/jobs.js';
import type { WorkerResult } from '../dist/protocol/worker.js';

const openDriver = await loadDriver();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memex-jobs-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('the queue in a file', () => {
  for (const { name, run } of queueCases) {
    test(name, async () => {
      const file = join(folder, unique('jobs'));
      const workers = new Map<JobQueue, CuttableClient>();
      const another = async (): Promise<JobQueue> => {
        const client = new CuttableClient(file);
        const queue = new SqliteQueue({ client, file, retries: QUEUE_RETRIES, onError: () => undefined });
        workers.set(queue, client);
        await queue.start();
        return queue;
      };
      const crash = async (queue: JobQueue): Promise<void> => {
        await workers.get(queue)?.cut();
        workers.delete(queue); // Nobody stops a process that ended.
      };
      const queue = await another();
      const plant = async (id: string, work: string) => {
        const connection = openDriver(file);
        connection.prepare("INSERT INTO jobs (id, work, state) VALUES (?, ?, 'waiting')").run(id, work);
        connection.close();
      };
      await run({ queue, another, crash, plant });
      for (const queue of workers.keys()) await queue.stop();
    });
  }
});

describe('the schedule in a file', () => {
  for (const { name, run } of scheduleCases) {
    test(name, async () => {
      const file = join(folder, unique('jobs'));
      const opened: Jobs[] = [];
      const another = async () => {
        const jobs = createSqliteJobs({ file });
        opened.push(jobs);
        await jobs.start();
        return jobs.schedule;
      };
      await run({ schedule: await another(), another });
      for (const jobs of opened) await jobs.stop();
    });
  }
});

/** A client that can be cut off: no request reaches the file any more, as if the process had ended. */
class CuttableClient extends WorkerClient<'jobs'> {
  private isCut = false;

  constructor(file: string) {
    super({ role: 'jobs', file }, { waiting: 1_000_000, inFlight: 1_000_000 }, new OpenFile());
  }

  async cut(): Promise<void> {
    this.isCut = true;
    await this.stop();
  }

  override call<Request extends JobRequest>(
    request: Request,
    weight: number,
    options?: CallOptions,
  ): Promise<WorkerResult<'jobs', Request>> {
    return this.isCut ? new Promise(() => undefined) : super.call(request, weight, options);
  }
}
