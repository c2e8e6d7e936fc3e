import type { Store } from '@memex/core';
import { unique } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { type Child, startChild } from './support/child.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

describe('several processes on one file', () => {
  test('can write at the same time; everything acknowledged is stored once', async () => {
    const path = await emptyFolder();
    const project = unique('project');
    const children = [1, 2, 3].map(() => startChild('append', [path, project, '60']));
    const acknowledged = (await Promise.all(children.map(printed))).flat();
    for (const { end } of children) expect(await end).toEqual({ code: 0, stderr: '' });
    const store = await startedStore({ path });
    expect((await stored(store, project)).sort()).toEqual(acknowledged.sort());
    expect(acknowledged).toHaveLength(3 * 60 * 10);
  });

  test('store a batch once if three use the same idempotency key at the same time', async () => {
    const path = await emptyFolder();
    const project = unique('project');
    const children = [1, 2, 3].map(() => startChild('append', [path, project, '-1', 'key']));
    const [first, ...others] = await Promise.all(children.map(printed));
    for (const { end } of children) expect(await end).toEqual({ code: 0, stderr: '' });
    for (const other of others) expect(other).toEqual(first);
    const store = await startedStore({ path });
    expect(await stored(store, project)).toHaveLength(10);
  });

  test('lose nothing acknowledged if one is killed while it writes', async () => {
    const path = await emptyFolder();
    let total = 0;
    for (let round = 0; round < 3; round++) {
      const project = unique('project');
      const child = startChild('append', [path, project, '0']);
      const acknowledged: string[] = [];
      for (let line = await child.lines.next(); !line.done; line = await child.lines.next()) {
        acknowledged.push(...line.value.split(' '));
        if (acknowledged.length >= 500) child.process.kill('SIGKILL');
      }
      await child.end;
      const store = await startedStore({ path });
      const there = new Set(await stored(store, project));
      expect(acknowledged.filter((traceId) => !there.has(traceId))).toEqual([]);
      total += acknowledged.length;
      await store.stop();
    }
    console.info(`3 kills, ${total} acknowledged, 0 missing`);
  });
});

async function printed({ lines }: Child): Promise<string[]> {
  const traceIds: string[] = [];
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    traceIds.push(...line.value.split(' '));
  }
  return traceIds;
}

async function stored(store: Store, project: string): Promise<string[]> {
  const traceIds: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.messages.page({ projects: [project] }, { limit: 10_000, after });
    traceIds.push(...page.entries.map(({ traceId }) => traceId));
    after = page.next;
  } while (after !== undefined);
  return traceIds;
}
