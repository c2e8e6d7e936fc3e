import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdb } from '../bench/duckdb/database.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';
import { writeRasaDump } from '../src/rasa-dump.js';
import { runMemex } from '../src/server.js';

const EVENTS = process.env.FULL === '1' ? 1_000_000 : 20_000;

test.each(['trackers', 'lines'] as const)(
  `a team moves in from Rasa with ${EVENTS} events (%s), and out to Parquet with the same counts`,
  async (form) => {
    await using folder = await createFolder();
    const dump = join(folder.path, 'dump.json');
    const { requests, responses, others } = await writeRasaDump(dump, EVENTS, form);
    const args = ['import', dump, '--format', 'rasa', '--project', 'moved', '--json'];
    const run = await measured(args, folder.path);
    expect(JSON.parse(run.printed)).toMatchObject({
      messages: requests + responses,
      added: requests + responses,
      rejected: 0,
    });
    const again = await measured(args, folder.path);
    expect(JSON.parse(again.printed)).toMatchObject({
      messages: requests + responses,
      added: 0,
      rejected: 0,
    });
    printFigure('import', `${EVENTS} events of Rasa as ${form}`, {
      messages: requests + responses,
      seconds: Math.round(run.seconds * 10) / 10,
      'seconds, again': Math.round(again.seconds * 10) / 10,
      'memory of its own, MiB': Math.round(run.peak),
    });
    expect(run.peak).toBeLessThan(200);

    const target = `${folder.path}/out/`;
    await measured(['export', 'messages', '--format', 'parquet', '-o', target], folder.path);
    const read = `read_parquet('${target}*.parquet')`;
    const query = await openDuckdb(':memory:');
    const counts = await query(`SELECT type, count(*)::INTEGER FROM ${read} GROUP BY type ORDER BY type`);
    expect(counts.map(cellsOf)).toEqual([
      ['request', requests],
      ['response', responses],
    ]);
    // Each response is linked to a request of the same conversation.
    const linked = await query(`SELECT count(*)::INTEGER FROM ${read} a JOIN ${read} q
      ON a.responseTo = q.messageId AND a.conversationId = q.conversationId WHERE a.type = 'response'`);
    expect(linked.map(cellsOf)).toEqual([[responses]]);
    const ids = await query(
      `SELECT count(DISTINCT traceId)::INTEGER, count(DISTINCT userId)::INTEGER FROM ${read}`,
    );
    expect(ids.map(cellsOf)).toEqual([[requests + responses, Math.ceil(EVENTS / 10)]]);
    expect(others).toBe(EVENTS - requests - responses);
  },
  900_000,
);

test('trackers and the stream of the same conversations are the same messages', async () => {
  await using folder = await createFolder();
  const [trackers, lines] = [join(folder.path, 'trackers.json'), join(folder.path, 'lines.ndjson')];
  const { requests, responses } = await writeRasaDump(trackers, 1_000, 'trackers');
  await writeRasaDump(lines, 1_000, 'lines');
  const args = ['--format', 'rasa', '--project', 'moved', '--json'];
  const run = await measured(['import', trackers, lines, ...args], folder.path);
  expect(JSON.parse(run.printed)).toMatchObject({
    messages: 2 * (requests + responses),
    added: requests + responses,
  });
});

test('a line that is broken in the middle of a dump is rejected alone', async () => {
  await using folder = await createFolder();
  const dump = join(folder.path, 'lines.ndjson');
  const { requests, responses } = await writeRasaDump(dump, 1_000, 'lines');
  const rows = (await readFile(dump, 'utf8')).split('\n');
  await writeFile(dump, [...rows.slice(0, 500), '{"event":"user",', ...rows.slice(500)].join('\n'));
  const rejects = join(folder.path, 'rejects.ndjson');
  const args = ['import', dump, '--format', 'rasa', '--project', 'moved', '--json', '--rejects', rejects];
  const run = await measured(args, folder.path, 1);
  expect(JSON.parse(run.printed)).toMatchObject({ added: requests + responses, rejected: 1, rejects });
  expect(JSON.parse(await readFile(rejects, 'utf8'))).toMatchObject({
    file: dump,
    place: 'line 501',
    original: '{"event":"user",',
  });
});

function cellsOf(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [row];
}

/** Runs a command to its end; what it printed as JSON, if it did. */
async function measured(args: readonly string[], folder: string, code = 0) {
  const began = performance.now();
  await using command = runMemex(args, { STORE_PATH: join(folder, 'data') });
  const memory = await watchMemory(command.pid);
  expect((await command.exit).code, command.output()).toBe(code);
  const peak = memory.peak();
  await memory.growth().catch(() => undefined); // It has ended, so its memory cannot be read any more.
  const printed = /^\{.*\}$/m.exec(command.output())?.[0] ?? '{}';
  return { printed, peak, seconds: (performance.now() - began) / 1_000 };
}
