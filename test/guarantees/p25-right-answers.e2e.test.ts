import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { compute, results } from '../src/analytics.js';
import { type Answer, type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { post, traceIdsOf } from '../src/posting.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';
import { textField } from '../src/walk.js';

const DAY_MS = 86_400_000;
/** By how much the instant of an item is too far in the future: time enough to send it on a machine that is busy. */
const EARLY_MS = 6_000;
const PROJECT = 'answers';

test('P25 a keyed batch is answered as it was first, though an item of it is acceptable meanwhile', async () => {
  await using folder = await createFolder();
  const early: string[] = [];
  const first = await withServer(folder.path, async (client) => {
    early.push(formatInstant(instantOfMillis(Date.now() + DAY_MS + EARLY_MS)));
    return Promise.all(batchesAt(early[0]).map(({ path, items }) => postKeyed(client, partial(path), items)));
  });
  for (const { status, body } of first) {
    expect(status).toBe(207);
    expect(membersOf(body).traceIds).toEqual([null, expect.any(String), null]);
  }
  // Another process: what was answered is kept beside the messages.
  await withServer(folder.path, async (client) => {
    const probe = batchesAt(early[0]).map(({ path, items }) => ({ path, json: items.slice(0, 1) }));
    await until('the early items to be acceptable', async () => {
      const answers = await Promise.all(probe.map((call) => client.send({ method: 'POST', ...call })));
      return answers.every(({ status }) => status === 201) || undefined;
    });
    const batches = batchesAt(early[0]);
    const again = await Promise.all(
      batches.map(({ path, items }) => postKeyed(client, partial(path), items)),
    );
    expect(again.map(({ status, body }) => ({ status, body }))).toEqual(
      first.map(({ status, body }) => ({ status, body })),
    );
    const wellFormed = batches.map(({ path, items }) => ({ path, items: items.slice(0, 2) }));
    for (const { path, items } of wellFormed) {
      expect((await postKeyed(client, partial(path), items, 'partial')).status).toBe(207);
      expect((await postKeyed(client, path, items, 'whole')).status).toBe(201);
    }
    const otherForms = await Promise.all(
      wellFormed.flatMap(({ path, items }) => [
        postKeyed(client, path, items, 'partial'),
        postKeyed(client, partial(path), items, 'whole'),
      ]),
    );
    expect(otherForms.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    for (const _time of ['first', 'repeated']) {
      expect(membersOf((await postKeyed(client, '/messages', [], 'nothing')).body).traceIds).toEqual([]);
    }
    printFigure('P25', 'keyed batches', {
      'replayed after a restart': again.length,
      'answered otherwise': 0,
      'other forms refused': otherForms.length,
    });
  });
});

test('P25 what old clients send is read as they mean it', async () => {
  await using folder = await createFolder();
  await withServer(folder.path, async (client) => {
    const response = {
      ...messageOf('reply', '2026-11-20T10:00:00'),
      type: 'response',
      responseTo: 'kept',
      content: { type: 'text', value: 'Yes?', buttons: [{ buttonText: 'Yes' }] },
    } as const;
    const [traceId = ''] = traceIdsOf(await post(client, [response, ...[0.25, 0.5, 0.75].map(scored)]));
    const { body: stored } = await client.send({ path: '/message', query: { traceId } });
    expect(stored).toMatchObject({
      content: { buttons: [{ type: 'action', buttonText: 'Yes', buttonId: null }] },
    });

    const filters = [{ field: 'metadata.score', operation: 'gre', value: '0.5' }];
    const counted = await computed(client, { aggregation: 'value_count', filters });
    expect(counted.descriptor).toMatchObject({
      filters: [{ field: 'metadata.score', operation: 'gre', value: 0.5 }],
    });
    expect(counted.result).toMatchObject({ aggregation: { value_count: 2 } });
    const none = await computed(client, {
      aggregation: 'extended_stats',
      field: 'metadata.absent',
      timespan: { type: 'default', value: '07D' },
    });
    expect(none.descriptor).toMatchObject({ timespan: { type: 'moving', value: '7d' } });
    const { count, sum, std_deviation_bounds: bounds, ...others } = membersOf(none.result.aggregation);
    expect({ count, sum }).toEqual({ count: 0, sum: 0 });
    const nulls = [...Object.values(others), ...Object.values(membersOf(bounds))];
    expect(nulls.filter((value) => value !== null)).toEqual([]);
    printFigure('P25', 'old clients', {
      'buttons without a type': 1,
      'numbers as text': 1,
      'windows with leading zeros': 1,
      'nulls in extended_stats of nothing': nulls.length,
    });
  });
});

/** A batch of messages and one of logs: an item that is early, one that is well-formed, and one that never is. */
function batchesAt(early = '') {
  const at = formatInstant(instantOfMillis(Date.UTC(2026, 10, 20)));
  return [
    { path: '/messages', items: [messageOf('early', early), messageOf('kept', at), { messageId: 'x' }] },
    { path: '/logs', items: [logOf('early', early), logOf('kept', at), { logId: 'x' }] },
  ] as const;
}

function messageOf(messageId: string, timestamp: string) {
  return { type: 'request', messageId, channel: 'WEB', userId: 'u', project: PROJECT, timestamp } as const;
}

function logOf(logId: string, timestamp: string) {
  return { logId, component: 'hub', severity: 'INFO', logContent: 'x', project: PROJECT, timestamp };
}

function scored(score: number) {
  return { ...messageOf(`m${score}`, '2026-11-20T10:00:00'), metadata: { score } };
}

function partial(path: string): string {
  return `${path}?partial=true`;
}

function postKeyed(client: Client, path: string, items: readonly unknown[], key = 'once'): Promise<Answer> {
  return client.send({ method: 'POST', path, json: items, headers: { 'idempotency-key': key } });
}

/** Defines an aggregation as an old client does, and has it computed. */
async function computed(client: Client, fields: Readonly<Record<string, unknown>>) {
  const json = {
    project: PROJECT,
    timespan: { type: 'moving', value: 'all' },
    type: 'aggregation',
    field: 'metadata.score',
    ...fields,
  };
  const id = textField((await client.send({ method: 'POST', path: '/analytic', json })).body, 'id');
  await compute(client, id);
  const [result] = await results(client, [id]);
  const { body } = await client.send({ path: '/analytic', query: { id } });
  return { descriptor: membersOf(body).descriptor, result: membersOf(result) };
}

async function withServer<T>(folder: string, use: (client: Client) => Promise<T>): Promise<T> {
  await using server = await startServer({ folder });
  await using client = createClient(server.url);
  return await use(client);
}
