import {
  createMetrics,
  type Metrics,
  observeProcess,
  observeQueue,
  observeSchedule,
  observeStore,
} from '@memex/adapter-prometheus';
import { createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore, MemoryQueue, MemorySchedule } from '@memex/core/memory';
import { instantOfMillis } from '@memex/core/toolkit';
import { objectionsTo, withoutPromtool } from '@memex/test-services';
import { describe, expect, test } from 'vitest';

const DAY = Date.UTC(2026, 10, 20);
const skipped = withoutPromtool();

test('a process reports its build, CPU time, memory and garbage collection', async () => {
  const metrics = createMetrics();
  observeProcess(metrics);
  const page = await metrics.text();
  expect(metrics.contentType).toContain('text/plain');
  expect(page).toMatch(/^memex_build_info\{version="\d+\.\d+\.\d+",node_version="\d+\.\d+\.\d+"\} 1$/m);
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
  ])
    expect(page).toMatch(new RegExp(`^${name} [\\d.]+$`, 'm'));
  expect(page).toContain('# TYPE nodejs_gc_duration_seconds histogram');
});

test('jobs that end, jobs that die and runs of the scheduler are counted', async () => {
  const metrics = createMetrics();
  metrics.jobEnded('done', 0.3);
  metrics.jobEnded('failed', 120);
  metrics.jobDied();
  metrics.schedulerRan();
  const lines = await linesOf(metrics);
  expect(lines).toEqual(
    expect.arrayContaining([
      'memex_job_duration_seconds_bucket{le="0.5",outcome="done"} 1',
      'memex_job_duration_seconds_bucket{le="300",outcome="failed"} 1',
      'memex_jobs_dead_total 1',
      'memex_beat_firings_total 1',
    ]),
  );
});

test('the time of the last run is reported after the first run, and left out while the schedule is unavailable', async () => {
  const [metrics, schedule] = [createMetrics(), new MemorySchedule()];
  let isAway = false;
  observeSchedule(
    {
      lastRun: async () => {
        if (isAway) throw new UnavailableError('the schedule', { reason: 'planned' });
        return schedule.lastRun();
      },
    },
    metrics,
  );
  const lastRun = async () => (await linesOf(metrics)).filter((line) => line.startsWith('memex_scheduler_'));
  expect(await lastRun()).toEqual([]);
  await schedule.hold('one', 1_000);
  await schedule.recordRun('one', instantOfMillis(DAY));
  expect(await lastRun()).toEqual([`memex_scheduler_last_run_timestamp_seconds ${DAY / 1_000}`]);
  isAway = true;
  expect(await lastRun()).toEqual([]);
});

test('the age of the oldest waiting job is reported: 0 if none waits, and left out while the queue is unavailable', async () => {
  const [metrics, queue] = [createMetrics(), new MemoryQueue()];
  observeQueue(queue, metrics);
  const age = async () => {
    const [, text] = /^memex_jobs_oldest_waiting_seconds (\S+)$/m.exec(await metrics.text()) ?? [];
    return text === undefined ? undefined : Number(text);
  };
  expect(await age()).toBeUndefined();
  await queue.start();
  expect(await age()).toBe(0);
  await queue.enqueue([{ id: 'one', work: { kind: 'update-analytic', analyticId: 'one' } }]);
  await expect.poll(age).toBeGreaterThan(0.02);
  expect(await age()).toBeLessThan(10);
  await queue.stop();
  expect(await age()).toBeUndefined();
});

test('an error other than an unavailable queue fails the metrics page', async () => {
  const metrics = createMetrics();
  observeQueue({ depth: async () => Promise.reject(new Error('broken')) }, metrics);
  await expect(metrics.text()).rejects.toThrow('broken');
});

describe.skipIf(skipped !== '')(`promtool${skipped}`, () => {
  test('accepts a page with every metric', async () => {
    const [metrics, queue, schedule] = [createMetrics(), new MemoryQueue(), new MemorySchedule()];
    observeProcess(metrics);
    observeQueue(queue, metrics);
    observeSchedule(schedule, metrics);
    await queue.start();
    await schedule.hold('one', 1_000);
    await schedule.recordRun('one', instantOfMillis(DAY));
    const memex = createMemex({ store: observeStore(createMemoryStore(), metrics) });
    await memex.start();
    const message = { type: 'request', messageId: 'm', channel: 'WEB', userId: 'u', project: 'p' } as const;
    await memex.messages.append([{ ...message, timestamp: '2026-11-20T10:00:00Z' }]);
    metrics.requestAnswered({ route: '/messages', method: 'POST', status: 201, milliseconds: 3 });
    metrics.jobEnded('done', 0.3);
    expect(objectionsTo(await metrics.text())).toBe('');
    await memex.stop();
  });
});

async function linesOf(metrics: Metrics): Promise<readonly string[]> {
  return (await metrics.text()).split('\n');
}
