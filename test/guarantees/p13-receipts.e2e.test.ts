import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder, filesHolding } from '../src/folder.js';
import { runMemex } from '../src/server.js';
import { until } from '../src/wait.js';

/** Occurs in each thing that the user's messages hold, and in nothing else. */
const MARKER = 'zq9-forget-me-zq9';
const COUNT = 20_000;
const BATCH = 1_000;

test('P13 an erasure that is killed does not say that it is done, and its repetition proves that nothing is left', async () => {
  await using folder = await createFolder();
  const path = join(folder.path, 'data');
  const memex = createMemex({ store: createSqliteStore({ path }) });
  const store = createSqliteStore({ path });
  await memex.start();
  await store.start();
  for (let made = 0; made < COUNT; made += BATCH)
    await store.messages.append({ entries: Array.from({ length: BATCH }, markedEntry) });
  const left = () => store.messages.count({ projects: 'all', userId: MARKER });
  const receipts = async () => (await memex.receipts.list({ userId: MARKER })).entries;

  await using killed = runMemex(['erase', MARKER], { STORE_PATH: path });
  await until('messages are being erased', async () => ((await left()) < COUNT ? true : undefined));
  await killed.end('SIGKILL');
  const leftByKilled = await left();
  const begun = await receipts();
  expect(begun).toMatchObject([
    { state: leftByKilled > 0 ? 'begun' : expect.any(String), found: [{ messages: COUNT }] },
  ]);

  await memex.stop();
  await store.stop();
  await using again = runMemex(['erase', MARKER, '--verify', '--json'], { STORE_PATH: path });
  const { code } = await again.exit;
  const report = JSON.parse(again.output());
  await memex.start();
  const complete = await receipts();
  await memex.stop();
  const files = await filesHolding(path, MARKER);
  printFigure('P13', 'killed erasure', {
    messages: COUNT,
    'left when killed': leftByKilled,
    'left after its repetition': report.searched.reduce(
      (sum: number, { found }: { found: number }) => sum + found,
      0,
    ),
    'files with a trace': files.length,
    receipts: complete.length,
    attempts: complete[0]?.attempts ?? 0,
  });
  expect({ code, files }).toEqual({ code: 0, files: [] });
  expect(report.deleted).toBe(leftByKilled);
  expect(complete).toMatchObject([{ id: begun[0]?.id, state: 'complete', attempts: 2 }]);
}, 120_000);

function markedEntry() {
  return messageEntry({
    project: 'app',
    userId: MARKER,
    conversationId: `${MARKER}-conversation`,
    content: { type: 'text', value: `My name is ${MARKER}.` },
    metadata: { [MARKER]: MARKER },
  });
}
