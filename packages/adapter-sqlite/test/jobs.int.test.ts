import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteJobs, type SqliteJobs } from '@memex/adapter-sqlite';
import type { JobQueue } from '@memex/core/ports';
import { QUEUE_RETRIES, queueCases, scheduleCases, unique } from '@memex/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { OpenFile } from '../dist/client/open-file.js';
import { Lane } from '../dist/client/worker-client.js';
import { loadDriver } from '../dist/driver/open-driver.js';
import { SqliteQueue } from '../dist/jobs/sqlite-queue.js';
import type { JobRequest, JobResult } from '../dist/protocol/jobs.js';

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
      const lanes = new Map<JobQueue, CuttableLane>();
      const another = async (): Promise<JobQueue> => {
        const lane = new CuttableLane(file);
        const queue = new SqliteQueue({ lane, file, retries: QUEUE_RETRIES, onError: () => undefined });
        lanes.set(queue, lane);
        await queue.start();
        return queue;
      };
      const crash = async (queue: JobQueue): Promise<void> => {
        await lanes.get(queue)?.cut();
        lanes.delete(queue); // Nobody stops a process that ended.
      };
      const queue = await another();
      const plant = async (id: string, work: string) => {
        const connection = openDriver(file);
        connection.prepare("INSERT INTO jobs (id, work, state) VALUES (?, ?, 'waiting')").run(id, work);
        connection.close();
      };
      await run({ queue, another, crash, plant });
      for (const queue of lanes.keys()) await queue.stop();
    });
  }
});

describe('the schedule in a file', () => {
  for (const { name, run } of scheduleCases) {
    test(name, async () => {
      const file = join(folder, unique('jobs'));
      const opened: SqliteJobs[] = [];
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

/** A thread that can be cut off: nothing that is asked reaches the file any more, as when the process has ended. */
class CuttableLane extends Lane<JobRequest, JobResult> {
  private isCut = false;

  constructor(file: string) {
    super({ role: 'jobs', file }, { waiting: 1_000_000, inFlight: 1_000_000 }, new OpenFile());
  }

  async cut(): Promise<void> {
    this.isCut = true;
    await this.stop();
  }

  override call(...call: Parameters<Lane<JobRequest, JobResult>['call']>): Promise<JobResult> {
    return this.isCut ? new Promise(() => undefined) : super.call(...call);
  }
}
