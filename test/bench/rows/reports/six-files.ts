import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '../../../src/client.js';
import { createFolder } from '../../../src/folder.js';
import { median } from '../../../src/median.js';
import { fill } from '../../../src/posting.js';
import { runReport } from '../../../src/report-run.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import { startServer } from '../../../src/server.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';

export const reportSixFiles: Row = {
  name: 'report-six',
  work: 'memex analytics, six files of 12,000 messages, 350 tasks, 260 users, from start to end',
  against:
    'a process that fetches the same bytes from the same services by bare fetch, 16 at once, and writes them to one file',
  unit: 'runs/s',
  atLeast: 0.5,
  prepare,
};

const MESSAGES = 12_000;
const MAX_SECONDS = 1.5;

async function prepare() {
  const folder = await createFolder();
  const at = (name: string): string => join(folder.path, name);
  const server = await startServer({ folder: at('memex') });
  await using client = createClient(server.url);
  await fill(client, createSamples({ users: 260 }), MESSAGES);
  const platform = await startScript('reports/platform', [
    JSON.stringify({ users: 260, tasks: 350, logger: server.url, calls: at('calls.json') }),
  ]);
  const instance = String(platform.ready);
  const args = [
    ...['analytics', '-ai', SAMPLE_PROJECT, '-ii', 'ilog', '-si', 'survey'],
    ...['-s', SAMPLE_RANGE.fromTime, '-e', SAMPLE_RANGE.toTime],
    ...['-af', at('a.csv'), '-qf', at('q.csv'), '-uf', at('u.tsv')],
    ...['-tf', at('t.json'), '-mf', at('m.json'), '-pf', at('p.json')],
  ];
  await runReport(args, instance);
  await platform.ask(0);
  await writeFile(
    at('addresses.json'),
    JSON.stringify(addressesOf(instance, await readFile(at('calls.json'), 'utf8'))),
  );
  const seconds: number[] = [];
  return {
    memex: {
      measure: async () => {
        const { millis } = await runReport(args, instance);
        seconds.push(millis / 1_000);
        return 1_000 / millis;
      },
      [Symbol.asyncDispose]: async () => {
        await platform[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    },
    bare: {
      measure: () => runBare(at('addresses.json'), at('bare')),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    },
    note: () => ({ text: `${median(seconds).toFixed(2)} s a run`, holds: median(seconds) < MAX_SECONDS }),
  };
}

/** What a report reads. The analytics that it waits for are deleted in the end, and cannot be read again. */
function addressesOf(instance: string, calls: string): readonly string[] {
  const all: readonly string[] = JSON.parse(calls);
  return all
    .filter((call) => call.startsWith('GET ') && !call.includes('/analytic?'))
    .map((call) => new URL(call.slice('GET '.length), instance).href);
}

async function runBare(addresses: string, target: string): Promise<number> {
  const script = fileURLToPath(new URL('../../bare/reports/fetch-all.js', import.meta.url));
  const begin = performance.now();
  const [code] = await once(
    spawn(process.execPath, [script, addresses, target], { stdio: 'inherit' }),
    'exit',
  );
  if (code !== 0) throw new Error(`the bare script ended with ${code}`);
  return 1_000 / (performance.now() - begin);
}
