import {
  createMemex,
  ForbiddenError,
  type Issue,
  KeyReusedError,
  MalformedError,
  type Memex,
  NotFoundError,
  readMessage,
  TooLargeError,
} from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { type Instant, MICROS_PER_DAY, plusMicros } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { instant, request } from './samples.js';

const NOW = '2026-11-24T00:00:00';
const range = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };

let memex: Memex;
/** What the clock shows; tests may move it. */
let now: Instant;

beforeEach(async () => {
  now = instant(NOW);
  memex = createMemex({
    store: createMemoryStore(),
    clock: { now: () => now },
    limits: { batchEntries: 5, entryBytes: 1_000, aheadMicros: MICROS_PER_DAY },
  });
  await memex.start();
});

async function issuesOf(call: Promise<unknown>): Promise<readonly Issue[]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MalformedError) return error.issues;
  throw new Error('the call was not refused as malformed', { cause: error });
}

describe('storing messages', () => {
  test('all messages of a batch are stored, in the normal form', async () => {
    const batch = [
      request({ type: 'REQUEST', timestamp: '2026-03-01T12:00Z' }),
      request({ messageId: 'm2' }),
    ];
    const [traceId, second] = await memex.untrusted.messages.append(batch);
    expect(second).not.toBe(traceId);
    const message = readMessage(await memex.untrusted.messages.find({ traceId }));
    expect(message).toMatchObject({
      messageId: 'm1',
      type: 'request',
      timestamp: '2026-03-01T12:00:00+00:00',
    });
  });

  test('one malformed message and nothing is stored; the issues of all are told with their paths', async () => {
    const batch = [request(), request({ userId: 1 }), request({ content: { type: 'text' } })];
    const paths = (await issuesOf(memex.untrusted.messages.append(batch))).map(({ path }) => path);
    expect(paths).toEqual(['[1].userId', '[2].content.value']);
    expect((await memex.untrusted.messages.page(range)).entries).toEqual([]);
  });

  test.each(['1969-12-31T23:59:59.999999', '2026-11-25T00:00:00.000001'])(
    'the instant %s is refused, with the other issues of its message',
    async (timestamp) => {
      const issues = await issuesOf(memex.untrusted.messages.append([request({ timestamp, userId: '' })]));
      expect(issues.map(({ path }) => path)).toEqual(['[0].userId', '[0].timestamp']);
    },
  );

  test('a day ahead is not too far', async () => {
    await expect(
      memex.untrusted.messages.append([request({ timestamp: '2026-11-25' })]),
    ).resolves.toHaveLength(1);
  });

  test.each([[{}], ['text'], [null], [undefined]])('a body of %j is refused', async (body) => {
    expect(await issuesOf(memex.untrusted.messages.append(body))).toEqual([
      { path: '', message: 'the body must be an array' },
    ]);
  });

  test('at most 100 issues are told', async () => {
    const many = Array.from({ length: 90 }, () => ({}));
    const issues = await issuesOf(memex.untrusted.messages.append([request({ entities: many })]));
    expect(issues).toHaveLength(100);
  });

  test('a batch, or a message, past its limit is too large, and nothing is stored', async () => {
    const batch = Array.from({ length: 6 }, () => request());
    await expect(memex.untrusted.messages.append(batch)).rejects.toEqual(
      new TooLargeError('the batch', 5, 'items'),
    );
    const large = request({ metadata: { text: 'é'.repeat(500) } });
    await expect(memex.untrusted.messages.append([request(), large])).rejects.toEqual(
      new TooLargeError('[1]', 1_000, 'bytes'),
    );
    expect((await memex.untrusted.messages.page(range)).entries).toEqual([]);
  });

  test('what Memex adds to a message does not count against the limit', async () => {
    const fit = request({
      metadata: { text: 'x'.repeat(1_000 - JSON.stringify(request({ metadata: { text: '' } })).length) },
    });
    expect(JSON.stringify(fit)).toHaveLength(1_000);
    await expect(memex.untrusted.messages.append([fit])).resolves.toHaveLength(1);
  });

  test('in part: the well-formed ones are stored, and each place tells what became of it', async () => {
    const batch = [
      request({ userId: 1 }),
      request(),
      request({ timestamp: 'now' }),
      request({ messageId: 'm4' }),
    ];
    const { traceIds, issues } = await memex.untrusted.messages.appendPartial(batch);
    expect(traceIds.map((traceId) => traceId !== null)).toEqual([false, true, false, true]);
    expect(issues.map(({ path }) => path)).toEqual(['[0].userId', '[2].timestamp']);
    const { entries } = await memex.untrusted.messages.page(range);
    expect(entries.map(({ traceId }) => traceId)).toEqual([traceIds[1], traceIds[3]]);
  });

  test('an idempotency key with the same body stores once, with another body is refused', async () => {
    const options = { idempotencyKey: 'key' };
    const first = await memex.untrusted.messages.append([request()], options);
    expect(await memex.untrusted.messages.append([request()], options)).toEqual(first);
    await expect(memex.untrusted.messages.append([request({ userId: 'u2' })], options)).rejects.toThrow(
      KeyReusedError,
    );
    expect((await memex.untrusted.messages.page(range)).entries).toHaveLength(1);
  });
});

describe('an idempotency key of a batch that is stored in part', () => {
  const options = { idempotencyKey: 'key' };
  const early = request({ messageId: 'early', timestamp: '2026-11-25T00:00:01' });
  const batch = [early, request({ userId: 7 }), request()];

  test('answers what it answered first, also once an item is well-formed that was not', async () => {
    const first = await memex.untrusted.messages.appendPartial(batch, options);
    expect(first.traceIds).toEqual([null, null, expect.any(String)]);
    expect(first.issues.map(({ path }) => path)).toEqual(['[0].timestamp', '[1].userId']);
    now = plusMicros(now, MICROS_PER_DAY / 2);
    expect(await memex.untrusted.messages.appendPartial(batch, options)).toEqual(first);
    const { entries } = await memex.untrusted.messages.page(range);
    expect(entries.map(({ traceId }) => traceId)).toEqual([first.traceIds[2]]);
  });

  test('is refused where all of the batch is to be stored, and the other way round', async () => {
    const wellFormed = [request()];
    await memex.untrusted.messages.appendPartial(wellFormed, options);
    await expect(memex.untrusted.messages.append(wellFormed, options)).rejects.toThrow(KeyReusedError);
    await memex.untrusted.messages.append(wellFormed, { idempotencyKey: 'other' });
    const partly = memex.untrusted.messages.appendPartial(wellFormed, { idempotencyKey: 'other' });
    await expect(partly).rejects.toThrow(KeyReusedError);
  });

  test('answers no trace ids to a batch of nothing', async () => {
    expect(await memex.untrusted.messages.append([], options)).toEqual([]);
    expect(await memex.untrusted.messages.append([], options)).toEqual([]);
  });
});

describe('reading messages', () => {
  test('the query of a page is checked, every issue at once', async () => {
    const issues = await issuesOf(
      memex.untrusted.messages.page({ fromTime: 'x', toTime: 3, maxSize: '0', type: 'telegram' }),
    );
    expect(issues.map(({ path }) => path)).toEqual(['project', 'fromTime', 'toTime', 'type', 'maxSize']);
  });

  test('a range that ends before it begins is refused; one instant is a range', async () => {
    const backwards = { ...range, fromTime: '2026-03-01T12:00:00.000001', toTime: '2026-03-01T12:00:00' };
    expect(await issuesOf(memex.untrusted.messages.page(backwards))).toMatchObject([{ path: 'fromTime' }]);
    await memex.untrusted.messages.append([request()]);
    const instant = { ...range, fromTime: '2026-03-01T13:00:00+01:00', toTime: '2026-03-01T12:00' };
    expect((await memex.untrusted.messages.page(instant)).entries).toHaveLength(1);
  });

  test.each([0, 10_001, 1.5, '1e3', ' 1', '-1', true])('a page size of %j is refused', async (maxSize) => {
    expect(await issuesOf(memex.untrusted.messages.page({ ...range, maxSize }))).toMatchObject([
      { path: 'maxSize' },
    ]);
  });

  test('the type is read in any case', async () => {
    await memex.untrusted.messages.append([request()]);
    expect((await memex.untrusted.messages.page({ ...range, type: 'Request' })).entries).toHaveLength(1);
    expect((await memex.untrusted.messages.page({ ...range, type: 'RESPONSE' })).entries).toHaveLength(0);
  });

  test('a cursor goes on where the page ended, and only for its query', async () => {
    await memex.untrusted.messages.append([
      request(),
      request({ messageId: 'm2' }),
      request({ messageId: 'm3' }),
    ]);
    const first = await memex.untrusted.messages.page({ ...range, maxSize: '2' });
    expect(first.entries).toHaveLength(2);
    const { cursor } = first;
    const rest = await memex.untrusted.messages.page({ ...range, cursor });
    expect(rest).toMatchObject({ entries: [{ json: expect.stringContaining('"m3"') }], cursor: undefined });
    expect(await issuesOf(memex.untrusted.messages.page({ ...range, userId: 'u1', cursor }))).toMatchObject([
      { path: 'cursor' },
    ]);
  });

  test('a forged cursor is refused', async () => {
    await memex.untrusted.messages.append([request(), request({ messageId: 'm2' })]);
    const { cursor = '' } = await memex.untrusted.messages.page({ ...range, maxSize: 1 });
    const damaged = [...cursor].map((digit, index) => {
      const other = digit === '0' ? '1' : '0';
      return `${cursor.slice(0, index)}${other}${cursor.slice(index + 1)}`;
    });
    for (const forged of [
      ...damaged,
      '',
      'x',
      `${cursor}00`,
      cursor.slice(2),
      'ff'.repeat(20),
      cursor.toUpperCase(),
    ]) {
      expect(await issuesOf(memex.untrusted.messages.page({ ...range, cursor: forged }))).toMatchObject([
        { path: 'cursor' },
      ]);
    }
  });

  test('one message is found by trace id, or by message and user id; a trace id counts more', async () => {
    const [one, two] = await memex.untrusted.messages.append([request(), request({ messageId: 'm2' })]);
    expect(
      await memex.untrusted.messages.find({ traceId: one, messageId: 'm2', userId: 'u1' }),
    ).toMatchObject({
      traceId: one,
    });
    expect(await memex.untrusted.messages.find({ messageId: 'm2', userId: 'u1' })).toMatchObject({
      traceId: two,
    });
    expect(
      await memex.untrusted.messages.find({ project: 'app', messageId: 'm2', userId: 'u1' }),
    ).toMatchObject({
      traceId: two,
    });
    await expect(memex.untrusted.messages.find({ messageId: 'm2', userId: 'u2' })).rejects.toThrow(
      NotFoundError,
    );
  });

  test.each([{}, { messageId: 'm1' }, { userId: 'u1', project: 'app' }, { traceId: null }])(
    'a query of neither form is refused: %j',
    async (query) => {
      expect(await issuesOf(memex.untrusted.messages.find(query))).toHaveLength(1);
      expect(await issuesOf(memex.untrusted.messages.delete(query))).toHaveLength(1);
    },
  );
});

describe('a caller bound to projects', () => {
  const bound = { projects: ['app'] };

  test('may not name another project', async () => {
    const elsewhere = { ...range, project: 'other' };
    await expect(memex.untrusted.messages.page(elsewhere, bound)).rejects.toThrow(ForbiddenError);
    await expect(memex.untrusted.messages.append([request({ project: 'other' })], bound)).rejects.toThrow(
      ForbiddenError,
    );
    await expect(
      memex.untrusted.messages.appendPartial([request({ project: 'other' })], bound),
    ).rejects.toThrow(ForbiddenError);
    await expect(
      memex.untrusted.messages.eraseUser({ userId: 'u1', project: 'other' }, bound),
    ).rejects.toThrow(ForbiddenError);
    const named = { messageId: 'm1', userId: 'u1', project: 'other' };
    await expect(memex.untrusted.messages.find(named, bound)).rejects.toThrow(ForbiddenError);
    await expect(memex.untrusted.messages.delete(named, bound)).rejects.toThrow(ForbiddenError);
    await expect(
      memex.untrusted.messages.conversation({ conversationId: 'c1', project: 'other' }, bound),
    ).rejects.toThrow(ForbiddenError);
  });

  test('sees and deletes nothing of another project', async () => {
    const [foreign, own] = await memex.untrusted.messages.append([request({ project: 'other' }), request()]);
    await expect(memex.untrusted.messages.find({ traceId: foreign }, bound)).rejects.toThrow(NotFoundError);
    const { entries } = await memex.untrusted.messages.conversation({ conversationId: 'c1' }, bound);
    expect(entries.map(({ traceId }) => traceId)).toEqual([own]);
    await memex.untrusted.messages.delete({ traceId: foreign }, bound);
    await memex.untrusted.messages.delete({ messageId: 'm1', userId: 'u1' }, bound);
    expect(await memex.untrusted.messages.eraseUser({ userId: 'u1' }, bound)).toBe(0);
    await expect(memex.untrusted.messages.find({ traceId: foreign })).resolves.toMatchObject({
      traceId: foreign,
    });
    await expect(memex.untrusted.messages.find({ traceId: own })).rejects.toThrow(NotFoundError);
  });
});
