import {
  AbortedError,
  type CopyPlace,
  copyStore,
  createMemex,
  type Store,
  UnavailableError,
} from '@memex/core';
import { logEntry, messageEntry, unique } from '@memex/core/conformance';
import { withFaults } from '@memex/core/faults';
import { createMemoryStore } from '@memex/core/memory';
import { beforeEach, describe, expect, test } from 'vitest';

let source: Store;
let target: Store;

const MESSAGES = 6_500;

beforeEach(async () => {
  [source, target] = [createMemoryStore(), createMemoryStore()];
  await Promise.all([source.start(), target.start()]);
  const project = unique('project');
  await source.messages.append({
    entries: Array.from({ length: MESSAGES }, () => messageEntry({ project })),
  });
  await source.logs.append({ entries: [logEntry({ project }), logEntry({ project })] });
});

async function walk(store: Store): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const port of [store.messages, store.logs]) {
    let after: string | undefined;
    do {
      const page = await port.page({ projects: 'all' }, { limit: 10_000, after });
      seen.push(...page.entries.map(({ traceId, json }) => traceId + json));
      after = page.next;
    } while (after !== undefined);
  }
  return seen;
}

describe('a copy', () => {
  test('has every entry under its trace id, and ends with the counts of both sides', async () => {
    expect(await copyStore(source, target)).toEqual({
      messages: { source: MESSAGES, target: MESSAGES },
      logs: { source: 2, target: 2 },
    });
    expect(await walk(target)).toEqual(await walk(source));
  });

  test('made twice changes nothing', async () => {
    await copyStore(source, target);
    const before = await walk(target);
    await copyStore(source, target);
    expect(await walk(target)).toEqual(before);
  });

  test('that failed goes on from its last place, and reads nothing before it again', async () => {
    const error = new UnavailableError('the store', { reason: 'it is full' });
    const failing = withFaults(target.messages, {
      method: 'append',
      after: 2,
      fault: { kind: 'fail', error },
    });
    let place: CopyPlace | undefined;
    const onProgress = ({ next }: { readonly next: CopyPlace }): void => {
      place = next;
    };
    await expect(copyStore(source, { ...target, messages: failing }, { onProgress })).rejects.toBe(error);
    const copied = (await walk(target)).length;
    const again: number[] = [];
    await copyStore(source, target, { from: place, onProgress: (progress) => again.push(progress.copied) });
    expect(again).toContain(MESSAGES - copied);
    expect(await walk(target)).toEqual(await walk(source));
  });

  test('ends where its signal fires', async () => {
    const stop = new AbortController();
    const copying = copyStore(source, target, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(copying).rejects.toThrow(AbortedError);
    expect((await walk(target)).length).toBeLessThan(MESSAGES);
  });

  test('of an empty store is empty', async () => {
    const empty = createMemoryStore();
    await createMemex({ store: empty }).start();
    expect(await copyStore(empty, target)).toEqual({
      messages: { source: 0, target: 0 },
      logs: { source: 0, target: 0 },
    });
  });
});
