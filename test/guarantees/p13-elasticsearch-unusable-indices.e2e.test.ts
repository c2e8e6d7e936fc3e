import type { MessageInput } from '@memex/core';
import { expect, test } from 'vitest';
import { type Answer, type Call, createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { membersOf } from '../src/members.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT } from '../src/samples.js';
import { startServer } from '../src/server.js';

const USER = 'forget-me';
const PER_MONTH = 50;
const JANUARY = Date.UTC(2026, 0, 5);
const FEBRUARY = Date.UTC(2026, 1, 5);
const MARCH = Date.UTC(2026, 2, 5);

const { url, skipped } = await ownElasticsearch();

test.skipIf(skipped !== '')(
  `P13 an erasure that Elasticsearch cannot complete is 503 naming the index, and nothing comes back after a success${skipped}`,
  async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    const january = traceIdsOf(await post(client, ofUser(JANUARY)));
    const february = traceIdsOf(await post(client, ofUser(FEBRUARY)));
    const [first = ''] = january;

    await askServer(url, 'POST', '/message-2026-01/_close');
    const closed = await Promise.all(needing(first).map((call) => client.send(call)));
    for (const answer of closed) expectRefused(answer, 'message-2026-01 is closed');
    // What was acknowledged is found by queries within a second.
    await expect
      .poll(async () => (await client.send(page('2026-02-01', '2026-02-28'))).body)
      .toHaveLength(PER_MONTH);
    expect((await client.send({ path: '/message', query: { traceId: february[0] ?? '' } })).status).toBe(200);
    await askServer(url, 'POST', '/message-2026-01/_open');
    expect((await client.send({ path: '/message', query: { traceId: first } })).status).toBe(200);

    const erased = await client.send({ method: 'DELETE', path: '/messages', query: { userId: USER } });
    expect(erased).toMatchObject({ status: 200, body: { deleted: 2 * PER_MONTH } });
    await askServer(url, 'POST', '/message-2026-01/_close');
    await askServer(url, 'POST', '/message-2026-01/_open');
    const back = await Promise.all(
      [...january, ...february].map((traceId) => client.send({ path: '/message', query: { traceId } })),
    );
    const survivors = back.filter(({ status }) => status !== 404).length;

    await askServer(url, 'PUT', '/theirs', { aliases: { 'message-2026-03': {} } });
    await askServer(url, 'PUT', '/theirs/_doc/kept?refresh=true', { userId: USER, project: SAMPLE_PROJECT });
    const aliased = await Promise.all([
      post(client, ofUser(MARCH)),
      ...needing('kept').map((call) => client.send(call)),
    ]);
    for (const answer of aliased) expectRefused(answer, 'message-2026-03 is an alias of another index');
    expect(await askServer(url, 'GET', '/theirs/_doc/kept')).toMatchObject({ found: true });
    printFigure('P13', 'Elasticsearch with a closed index, and with an alias', {
      'calls that got 503': closed.length + aliased.length,
      'messages erased once it was open': Number(membersOf(erased.body).deleted),
      'of these there after it was closed and opened again': survivors,
    });
    expect(survivors).toBe(0);
  },
  120_000,
);

function ofUser(start: number): MessageInput[] {
  return createSamples({ start })(PER_MONTH).map((message) => ({ ...message, userId: USER }));
}

/** Calls that need every index, or one of which January and March are a part. */
function needing(traceId: string): readonly Call[] {
  return [
    { method: 'DELETE', path: '/messages', query: { userId: USER } },
    { method: 'DELETE', path: '/message', query: { traceId } },
    { path: '/message', query: { traceId } },
    page('2026-01-01', '2026-03-31'),
  ];
}

function page(fromTime: string, toTime: string): Call {
  return { path: '/messages', query: { project: SAMPLE_PROJECT, fromTime, toTime } };
}

function expectRefused({ status, headers, text }: Answer, problem: string): void {
  expect(status, text).toBe(503);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(text).toContain(problem);
}
