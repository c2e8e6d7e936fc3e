// Proves the jobs: it runs every conformance case, kills a process that runs a job, and lets a worker compute an analytic. Run it with
// `node own-jobs/prove.mjs`.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { QUEUE_RETRIES, queueCases, scheduleCases } from '@memex/core/testing';
import { createJobs } from './index.mjs';
import { openLog } from './log.mjs';
import { createQueue } from './queue.mjs';

/** Returns a path for the file of a test, and removes it at the end. */
async function newPath(t) {
  const folder = await mkdtemp(join(tmpdir(), 'own-jobs-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'jobs.jsonl');
}

describe('own jobs', { concurrency: true }, () => {
  for (const { name, run } of queueCases)
    test(name, async (t) => {
      const path = await newPath(t);
      const logs = new Map();
      const another = async () => {
        const log = openLog(path);
        const queue = createQueue(log, { retries: QUEUE_RETRIES, onError: () => {} });
        logs.set(queue, log);
        await queue.start();
        return queue;
      };
      // A queue without its file can record nothing, as if its process had died.
      const crash = (queue) => logs.get(queue).stop();
      const plant = (id, work) => {
        const line = { event: 'enqueue', at: Date.now(), jobs: [{ id, work, delayMs: 0 }] };
        return appendFile(path, `\n${JSON.stringify(line)}\n`);
      };
      await run({ queue: await another(), another, crash, plant });
      await Promise.all([...logs.keys()].map((queue) => queue.stop()));
    });

  for (const { name, run } of scheduleCases)
    test(name, async (t) => {
      const path = await newPath(t);
      const opened = [];
      const another = async () => {
        const jobs = createJobs({ path });
        opened.push(jobs);
        await jobs.start();
        return jobs.schedule;
      };
      await run({ schedule: await another(), another });
      for (const jobs of opened) await jobs.stop();
    });

  test('if the process of a job is killed, another process runs the job', async (t) => {
    const path = await newPath(t);
    const jobs = createJobs({ path });
    await jobs.start();
    await jobs.queue.enqueue([{ id: 'job', work: { kind: 'update-analytic', analyticId: 'one' } }]);
    const doomed = fork(fileURLToPath(new URL('hang.mjs', import.meta.url)), [path]);
    await once(doomed, 'message');
    doomed.kill('SIGKILL');
    const attempt = await new Promise((resolve) =>
      jobs.queue.consume(async (delivery) => resolve(delivery.attempt), { concurrency: 1 }),
    );
    assert.equal(attempt, 2);
    await jobs.stop();
    assert.equal(await jobsLeft(path), 0);
  });

  test('a worker of Memex computes an analytic', async (t) => {
    const memex = createMemex({ store: createMemoryStore(), jobs: createJobs({ path: await newPath(t) }) });
    memex.worker();
    await memex.start();
    const sent = /** @type {const} */ ({ type: 'request', channel: 'WEB', project: 'app', userId: 'anna' });
    await memex.messages.append([{ ...sent, messageId: 'm1', timestamp: '2026-11-20T10:15:00Z' }]);
    const id = await memex.analytics.define({
      project: 'app',
      timespan: { type: 'fixed', start: '2026-11-20', end: '2026-11-21' },
      type: 'count',
      dimension: 'user',
      metric: 'active',
    });
    await memex.analytics.request({ id });
    let found = await memex.analytics.find({ id });
    while (found.result === null) {
      await sleep(10);
      found = await memex.analytics.find({ id });
    }
    assert.equal(found.result.type === 'count' && found.result.count, 1);
    await memex.stop();
  });
});

/** The number of jobs that a new process finds in the file. */
async function jobsLeft(path) {
  const jobs = createJobs({ path });
  await jobs.start();
  const { waiting, delayed, active, dead } = await jobs.queue.depth();
  await jobs.stop();
  return waiting + delayed + active + dead;
}
