import { expect, test, vi } from 'vitest';
import { startChild } from './support/child.js';
import { newFile, someJobs, startedJobs } from './support/jobs.js';

const PATIENCE = { timeout: 15_000, interval: 20 };

test('the jobs of a killed process are run again within 15 s, once; those of other processes are left alone', async () => {
  const file = await newFile();
  const { queue } = await startedJobs({ file });
  const [killed, other] = [startChild('work', [file, 'never']), startChild('work', [file, '12000'])];
  for (const { lines } of [killed, other]) expect((await lines.next()).value).toBe('ready');
  const jobs = someJobs(10);
  await queue.enqueue(jobs);
  const [ofKilled, ofOther] = [await take(killed.lines, 5), await take(other.lines, 5)];
  expect([...ofKilled, ...ofOther].sort()).toEqual(jobs.map(({ id }) => `${id} 1`).sort());
  killed.process.kill('SIGKILL');
  const begin = performance.now();
  const again: string[] = [];
  queue.consume(async ({ id, attempt }) => void again.push(`${id} ${attempt}`), { concurrency: 5 });
  await vi.waitFor(() => expect(again).toHaveLength(5), PATIENCE);
  console.info(`killed with 5 jobs running: started again after ${Math.round(performance.now() - begin)} ms`);
  const idle = { waiting: 0, delayed: 0, active: 0, dead: 0 };
  await vi.waitFor(async () => expect(await queue.depth()).toEqual(idle), PATIENCE);
  expect(again.sort()).toEqual(ofKilled.map((line) => line.replace(/1$/, '2')).sort());
  other.process.kill('SIGTERM');
  expect(await other.end).toEqual({ code: 0, stderr: '' });
});

async function take(lines: AsyncIterator<string>, count: number): Promise<readonly string[]> {
  const taken: string[] = [];
  while (taken.length < count) taken.push(String((await lines.next()).value));
  return taken;
}
