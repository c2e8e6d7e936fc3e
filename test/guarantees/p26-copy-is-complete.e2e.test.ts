import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { Descriptor, decode } from '@memex/core/model';
import { logEntry, messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { type Command, runMemex } from '../src/server.js';
import { until } from '../src/wait.js';

const MESSAGES = 20_000;
const BATCH = 5_000;

test('P26 a copy that goes on leaves nothing out, and one of another source or into a target made anew begins anew', async () => {
  await using folder = await createFolder();
  const [a, b, target, state] = ['a', 'b', 'target', 'state.json'].map((name) => join(folder.path, name));
  if (a === undefined || b === undefined || target === undefined || state === undefined)
    throw new Error('four names');
  const stores = ['--from', 'embedded', '--to', `embedded:${target}`];
  const copyOf = (path: string) => (): Command =>
    runMemex(['copy', '--state', state, ...stores], { STORE_PATH: path });
  const files = { state, target };
  const inA = await fill(a);
  const inB = await fill(b);

  const stopped = await interrupt(files, copyOf(a));
  const onward = await finish(copyOf(a)());
  expect(onward.code).toBe(0);
  expect(onward.first).toBeGreaterThan(stopped);
  expect(await traceIdsIn(target)).toEqual(inA);

  await interrupt(files, copyOf(b));
  await rm(target, { recursive: true });
  const anew = await finish(copyOf(b)());
  expect(anew).toMatchObject({ code: 0, first: 500 });
  expect(await traceIdsIn(target)).toEqual(inB);

  await rm(target, { recursive: true });
  await interrupt(files, copyOf(a));
  await rm(target, { recursive: true });
  const other = await finish(copyOf(b)());
  const found = await traceIdsIn(target);
  printFigure('P26', 'interrupted, then of another source into a target made anew', {
    copied: found.size,
    missing: inB.size - found.size,
  });
  expect(other).toMatchObject({ code: 0, first: 500 });
  expect(found).toEqual(inB);
});

/** Makes a store with messages, a log and an analytic; what it holds by trace id and id. */
async function fill(path: string): Promise<ReadonlySet<string>> {
  const store = createSqliteStore({ path });
  await store.start();
  const ids = new Set<string>();
  for (let written = 0; written < MESSAGES; written += BATCH) {
    const entries = Array.from({ length: BATCH }, () => messageEntry({ project: 'copied' }));
    await store.messages.append({ entries });
    for (const { traceId } of entries) ids.add(traceId);
  }
  const log = logEntry({ project: 'copied' });
  await store.logs.append({ entries: [log] });
  const descriptor = decode(Descriptor, {
    project: 'copied',
    type: 'count',
    dimension: 'user',
    metric: 'total',
    timespan: { type: 'moving', value: 'all' },
  });
  await store.analytics.define(path, descriptor);
  await store.stop();
  return ids.add(log.traceId).add(path);
}

async function traceIdsIn(path: string): Promise<ReadonlySet<string>> {
  const store = createSqliteStore({ path });
  await store.start();
  const ids = new Set<string>();
  for (const port of [store.messages, store.logs]) {
    let after: string | undefined;
    do {
      const page = await port.page({ projects: 'all' }, { limit: 10_000, after });
      for (const { traceId } of page.entries) ids.add(traceId);
      after = page.next;
    } while (after !== undefined);
  }
  const { entries } = await store.analytics.page({ projects: 'all' }, { limit: 100 });
  for (const { id } of entries) ids.add(id);
  await store.stop();
  return ids;
}

/** Interrupts a copy as Ctrl-C does, amid the messages; how many it had copied. One that was faster than the signal is made again. */
async function interrupt({ state, target }: Files, copy: () => Command): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    await using command = copy();
    await until('the copy to have begun', async () => firstTold(command), 30_000);
    const { code } = await command.end('SIGINT');
    if (code !== 0) {
      expect(command.output()).toMatch(/stopped by SIGINT; the same command goes on from here/);
      const { place } = JSON.parse(await readFile(state, 'utf8'));
      if (place.kind === 'messages') return place.copied;
    }
    await rm(state, { force: true });
    await rm(target, { recursive: true });
  }
  throw new Error('no copy was interrupted amid its messages');
}

interface Files {
  readonly state: string;
  readonly target: string;
}

async function finish(
  copying: Command,
): Promise<{ readonly code: number | null; readonly first: number | undefined }> {
  await using command = copying;
  const { code } = await command.exit;
  return { code, first: firstTold(command) };
}

/** How many messages the first line of the progress tells of. */
function firstTold(command: Command): number | undefined {
  const [, told] = /messages #*\.* ([\d,]+) of/.exec(command.output()) ?? [];
  return told === undefined ? undefined : Number(told.replaceAll(',', ''));
}
