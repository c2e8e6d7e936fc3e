import { AbortedError, type AnalyticalStore, createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { AnalyticResult, Descriptor, decode } from '@memex/core/model';
import { logEntry, messageEntry, unique, withFaults } from '@memex/core/testing';
import { type CopyPlace, copyStore } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';

let source: AnalyticalStore;
let target: AnalyticalStore;

const MESSAGES = 6_500;
const DESCRIPTOR = decode(Descriptor, {
  project: 'app',
  type: 'count',
  dimension: 'user',
  metric: 'total',
  timespan: { type: 'moving', value: '7d' },
});
const RESULT = decode(AnalyticResult, {
  type: 'count',
  creationDt: '2026-01-01',
  toDt: '2026-01-01',
  count: 7,
});

const NONE = { source: 0, target: 0, leftOut: 0 };
const NOTHING = {
  messages: NONE,
  logs: NONE,
  analytics: NONE,
  rules: NONE,
  receipts: NONE,
  suppressed: NONE,
  sharesSecret: true,
};

beforeEach(async () => {
  [source, target] = [createMemoryStore(), createMemoryStore()];
  await Promise.all([source.start(), target.start()]);
  const project = unique('project');
  await source.messages.append({
    entries: Array.from({ length: MESSAGES }, () => messageEntry({ project })),
  });
  await source.logs.append({ entries: [logEntry({ project }), logEntry({ project })] });
});

async function walk(store: AnalyticalStore): Promise<readonly string[]> {
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
      ...NOTHING,
      messages: { source: MESSAGES, target: MESSAGES, leftOut: 0 },
      logs: { source: 2, target: 2, leftOut: 0 },
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
    let read = 0;
    const counting = new Proxy(source.messages, {
      get: (port, method) => {
        if (method === 'page') read++;
        const member: unknown = Reflect.get(port, method);
        return typeof member === 'function' ? member.bind(port) : member;
      },
    });
    const told: number[] = [];
    const onward = {
      from: place,
      onProgress: ({ copied: now }: { readonly copied: number }) => told.push(now),
    };
    await copyStore({ ...source, messages: counting }, target, onward);
    expect(read).toBe(Math.ceil((MESSAGES - copied) / 500));
    expect(told[0]).toBe(copied + 500);
    expect(told).toContain(MESSAGES);
    expect(await walk(target)).toEqual(await walk(source));
  });

  test('has every analytic under its id, with its result, also where one had none when it was copied before', async () => {
    const ids = Array.from({ length: 700 }, (_, index) => `analytic-${index}`);
    for (const id of ids) await source.analytics.define(id, DESCRIPTOR);
    await source.analytics.saveResult('analytic-1', RESULT);
    const counts = { source: 700, target: 700 };
    expect(await copyStore(source, target)).toMatchObject({ analytics: counts });
    await source.analytics.saveResult('analytic-2', RESULT);
    expect(await copyStore(source, target, { from: { kind: 'analytics' } })).toMatchObject({
      analytics: counts,
    });
    for (const id of ids) {
      const selector = { id, projects: 'all' } as const;
      expect(await target.analytics.find(selector)).toEqual(await source.analytics.find(selector));
    }
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
    expect(await copyStore(empty, target)).toEqual(NOTHING);
  });
});
