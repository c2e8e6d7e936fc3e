import type { DescriptorInput } from '@memex/core';
import { stringifyJson } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { compute, results } from '../src/analytics.js';
import { type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { traceIdsOf } from '../src/posting.js';
import { startServer } from '../src/server.js';
import { textField } from '../src/walk.js';

const FIRST = 1_234_567_890_123_456_000n;
const IDS = Array.from({ length: 500 }, (_, index) => FIRST + BigInt(index));
const SOUGHT = FIRST + 7n;
const TIMES_SOUGHT = 3;

const AGGREGATION = {
  project: 'p25',
  timespan: { type: 'moving', value: 'all' },
  type: 'aggregation',
} as const;
const ASKED: readonly DescriptorInput[] = [
  { ...AGGREGATION, aggregation: 'cardinality', field: 'metadata.id' },
  ...(['term', 'gr', 'lq'] as const).map((operation) => ({
    ...AGGREGATION,
    aggregation: 'value_count' as const,
    field: 'metadata.one',
    filters: [{ field: 'metadata.id', operation, value: SOUGHT }],
  })),
];

test('P25 integers that no double holds are counted, looked up and shown by all of their digits', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const ids = [...IDS, ...Array.from({ length: TIMES_SOUGHT - 1 }, () => SOUGHT)];
  traceIdsOf(await sendExactly(client, '/messages', ids.map(messageWith)));

  const analytics: string[] = [];
  for (const one of ASKED)
    analytics.push(textField((await sendExactly(client, '/analytic', one)).body, 'id'));
  expect((await compute(client)).status).toBe(200);
  const found = (await results(client, analytics)).map((result) =>
    'aggregation' in result ? Object.values(result.aggregation ?? {})[0] : undefined,
  );
  const listed = await client.send({ path: '/analytics', query: { project: AGGREGATION.project } });
  const shown = listed.text.split(`"value":${SOUGHT}`).length - 1;

  const [cardinality, equal, above, below] = found.map(Number);
  printFigure('P25', 'integers past 2^53', {
    ids: IDS.length,
    different: cardinality ?? 'none',
    'messages with one of them': TIMES_SOUGHT,
    found: equal ?? 'none',
    above: above ?? 'none',
    below: below ?? 'none',
    'definitions shown with its digits': shown,
  });
  expect(found).toEqual([IDS.length, TIMES_SOUGHT, IDS.length - 8, 7]);
  expect(shown).toBe(3);
});

function messageWith(id: bigint, index: number): object {
  return {
    project: AGGREGATION.project,
    messageId: `message-${index}`,
    channel: 'WEB',
    userId: 'user',
    timestamp: '2026-10-20T12:00:00',
    type: 'request',
    metadata: { id, one: 1 },
  };
}

/** Posts JSON with every digit. */
function sendExactly(client: Client, path: string, value: unknown) {
  return client.send({ method: 'POST', path, json: stringifyJson(value) });
}
