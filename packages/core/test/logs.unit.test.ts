import { createMemex, ForbiddenError, MalformedError, type Memex, NotFoundError, readLog } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { beforeEach, describe, expect, test } from 'vitest';
import { logLine, request } from './samples.js';

const range = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };

let memex: Memex;

beforeEach(async () => {
  memex = createMemex({ store: createMemoryStore() });
  await memex.start();
});

describe('logs', () => {
  test('are stored, read in pages and found', async () => {
    const traceIds = await memex.untrusted.logs.append([
      logLine(),
      logLine({ logId: 'l2', severity: 'ERROR' }),
    ]);
    const first = await memex.untrusted.logs.page({ ...range, maxSize: 1 });
    const second = await memex.untrusted.logs.page({ ...range, maxSize: 1, cursor: first.cursor });
    expect([...first.entries, ...second.entries].map(({ traceId }) => traceId)).toEqual(traceIds);
    expect((await memex.untrusted.logs.page({ ...range, severity: 'ERROR' })).entries).toHaveLength(1);
    expect(readLog(await memex.untrusted.logs.find({ id: traceIds[0] }))).toEqual({
      ...logLine(),
      authority: null,
      botVersion: null,
      metadata: null,
    });
  });

  test('are refused as messages are: all or nothing, or in part', async () => {
    const batch = [logLine(), logLine({ component: 3 })];
    await expect(memex.untrusted.logs.append(batch)).rejects.toThrow(MalformedError);
    expect((await memex.untrusted.logs.page(range)).entries).toEqual([]);
    const { traceIds, issues } = await memex.untrusted.logs.appendPartial(batch);
    expect([traceIds[1], issues.map(({ path }) => path)]).toEqual([null, ['[1].component']]);
  });

  test('one is replaced under its trace id', async () => {
    const [id] = await memex.untrusted.logs.append([logLine()]);
    await memex.untrusted.logs.replace({ id }, logLine({ logContent: 'stopped' }));
    expect(readLog(await memex.untrusted.logs.find({ id })).logContent).toBe('stopped');
    await expect(
      memex.untrusted.logs.replace({ id }, logLine({ timestamp: '2999-01-01' })),
    ).rejects.toMatchObject({
      issues: [{ path: 'timestamp' }],
    });
    await expect(memex.untrusted.logs.replace({ id: 'none' }, logLine())).rejects.toThrow(NotFoundError);
  });

  test('one is deleted once', async () => {
    const [id] = await memex.untrusted.logs.append([logLine()]);
    await memex.untrusted.logs.delete({ id });
    await expect(memex.untrusted.logs.delete({ id })).rejects.toThrow(NotFoundError);
    await expect(memex.untrusted.logs.find({ id })).rejects.toThrow(NotFoundError);
  });

  test('of another project are out of reach', async () => {
    const [id] = await memex.untrusted.logs.append([logLine({ project: 'other' })]);
    const bound = { projects: ['app'] };
    await expect(memex.untrusted.logs.find({ id }, bound)).rejects.toThrow(NotFoundError);
    await expect(memex.untrusted.logs.delete({ id }, bound)).rejects.toThrow(NotFoundError);
    await expect(memex.untrusted.logs.replace({ id }, logLine(), bound)).rejects.toThrow(NotFoundError);
    await expect(memex.untrusted.logs.replace({ id }, logLine({ project: 'other' }), bound)).rejects.toThrow(
      ForbiddenError,
    );
    await expect(memex.untrusted.logs.page({ ...range, project: 'other' }, bound)).rejects.toThrow(
      ForbiddenError,
    );
  });
});

describe('partitions', () => {
  test('of messages and of logs are dropped by name', async () => {
    await memex.untrusted.messages.append([request()]);
    await memex.untrusted.logs.append([logLine()]);
    await memex.partitions.drop('logging-2026-03');
    expect((await memex.untrusted.logs.page(range)).entries).toHaveLength(0);
    expect((await memex.untrusted.messages.page(range)).entries).toHaveLength(1);
    await memex.partitions.drop('message-2026-03');
    expect((await memex.untrusted.messages.page(range)).entries).toHaveLength(0);
    await expect(memex.partitions.drop('message-2026-03')).rejects.toThrow(NotFoundError);
  });
});
