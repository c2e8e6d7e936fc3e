import type { MessageInput } from '@memex/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { USERS } from '../src/analytics.js';
import { type Answer, type Call, type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder, type Folder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { traceIdsOf } from '../src/posting.js';
import { type Server, startServer } from '../src/server.js';
import { textField } from '../src/walk.js';
import { type Operation, operationsOf } from './fuzz/requests.js';
import { Document } from './fuzz/schema.js';

const KEY = 'k';
/** Not a call: its query says what it shows, changes nothing, and what it does not understand is as if it was not there. */
const PAGE = '/';
const RANGE = { fromTime: '2026-01-01', toTime: '2026-12-31' };

let folder: Folder;
let server: Server;
let client: Client;
let operations: readonly Operation[];
let traceId: string;
let analytic: string;

beforeAll(async () => {
  folder = await createFolder();
  server = await startServer({ folder: folder.path, environment: { WS_APIKEYS: `${KEY}:admin` } });
  client = createClient(server.url);
  const { text } = await send({ path: '/documentation' });
  const root: unknown = parse(text);
  operations = operationsOf(new Document(root), root).filter(({ path }) => path !== PAGE);
  const stored = await send({ method: 'POST', path: '/messages', json: ['a', 'b'].map(messageIn) });
  [traceId = ''] = traceIdsOf(stored);
  analytic = textField((await send({ method: 'POST', path: '/analytic', json: USERS })).body, 'id');
}, 60_000);

afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('P21 a call with a misspelt parameter, or with a body that it does not take, is refused and does nothing', async () => {
  const calls = operations.flatMap((operation) => [
    ...namesOf(operation).flatMap((name) =>
      misspellings(name, namesOf(operation)).map((wrong) => misspelt(operation, name, wrong)),
    ),
    { ...wellFormed(operation), query: { ...wellFormed(operation).query, unheardOf: 'a' } },
    ...(operation.body === undefined ? [{ ...wellFormed(operation), json: { project: 'a' } }] : []),
  ]);
  const obeyed = await obeyedOf(calls);
  printFigure('P21', 'misspelt parameters and bodies that nobody reads', {
    operations: operations.length,
    calls: calls.length,
    obeyed: obeyed.length,
  });
  expect(obeyed).toEqual([]);
  expect(calls.length).toBeGreaterThan(200);
  await expectUntouched();
});

test('P21 a definition with a field that its kind does not have is refused, and nothing is defined', async () => {
  const filters = [{ field: 'channel', operation: 'term', value: 'WEB' }];
  const average = {
    ...{ project: 'a', timespan: { type: 'moving', value: '7d' } },
    ...{ type: 'aggregation', field: 'metadata.score', aggregation: 'avg' },
  };
  const genders = { ...USERS, type: 'segmentation', dimension: 'user', metric: 'gender' };
  const tasks = { ...USERS, dimension: 'task', metric: 'total' };
  const definitions = [
    ...[tasks, genders].map((one) => ({ ...one, filters })),
    ...[USERS, genders, average].flatMap((one) => [
      { ...one, by: 'channel' },
      { ...one, Compare: 'previous' },
      { ...one, Interval: 'day' },
      { ...one, timespan: { ...one.timespan, start: '2026-01-01' } },
    ]),
    { ...average, filters: [{ ...filters[0], negate: true }] },
    { ...average, filter: filters },
  ];
  const obeyed = await obeyedOf(
    definitions.map((json) => ({ method: 'POST', path: '/analytic', json }) as const),
  );
  printFigure('P21', 'definitions with unknown fields', {
    definitions: definitions.length,
    obeyed: obeyed.length,
  });
  expect(obeyed).toEqual([]);
  await expectUntouched();
});

test('P21 what messages and logs have beside their fields is dropped, as old clients need', async () => {
  const extra = { ...messageIn('old'), extra: 1, content: { type: 'text', value: 'x', extra: 1 } };
  expect((await send({ method: 'POST', path: '/messages', json: [extra] })).status).toBe(201);
});

function messageIn(project: string): MessageInput {
  return {
    ...{ type: 'request', messageId: 'm', channel: 'WEB', userId: 'u', project },
    timestamp: '2026-03-01T12:00:00Z',
  };
}

function send(call: Call): Promise<Answer> {
  return client.send({ ...call, headers: { 'x-wenet-component-apikey': KEY } });
}

function namesOf({ parameters }: Operation): readonly string[] {
  return parameters.filter((one) => one.in === 'query').map((one) => String(one.name));
}

/** Ways to write a name wrong: another case, a letter too few or too many, two that changed places. */
function misspellings(name: string, known: readonly string[]): readonly string[] {
  const written = [
    name.toUpperCase(),
    name.slice(1),
    `${name}s`,
    `${name} `,
    name.slice(0, -2) + name.slice(-1) + name.slice(-2, -1),
    `${name}[]`,
  ];
  return [...new Set(written)].filter((one) => one !== '' && !known.includes(one));
}

/** Values with which every call would succeed if it were written right. */
function sampleOf(name: string, path: string): string {
  const times: Readonly<Record<string, string>> = RANGE;
  if (name === 'id') return path.startsWith('/log') ? 'no-log' : analytic;
  const values: Readonly<Record<string, string>> = {
    ...{ project: 'a', userId: 'u', messageId: 'm', traceId, channel: 'WEB', maxSize: '5', ...times },
    ...{ partial: 'true', timeWindowType: 'moving', component: 'c', severity: 'INFO' },
    ...{ type: path === '/analytics' ? 'count' : 'request' },
  };
  return values[name] ?? 'x';
}

function wellFormed(operation: Operation): Call {
  const { method, path, parameters } = operation;
  const required = parameters.filter((one) => one.in === 'query' && one.required === true);
  const names = path === '/message' ? ['messageId', 'userId'] : required.map((one) => String(one.name));
  return {
    method: method as Call['method'] & string,
    path: path.replaceAll(/\{\w+\}/g, 'x'),
    query: Object.fromEntries(names.map((name) => [name, sampleOf(name, path)])),
    ...(operation.body === undefined ? {} : { json: path === '/analytic' ? USERS : [] }),
  };
}

/** A well-formed call in which one of its parameters is written wrong. */
function misspelt(operation: Operation, name: string, wrong: string): Call {
  const call = wellFormed(operation);
  const query = Object.entries({ ...call.query, [name]: sampleOf(name, operation.path) });
  return {
    ...call,
    query: Object.fromEntries(query.map(([key, value]) => [key === name ? wrong : key, value])),
  };
}

/** Those of the calls that are not refused with 400. */
async function obeyedOf(calls: readonly Call[]): Promise<readonly unknown[]> {
  const answers = await Promise.all(
    calls.map(async (call) => ({ ...call, answered: (await send(call)).status })),
  );
  return answers.filter(({ answered }) => answered !== 400);
}

/** Both messages and the one analytic are as they were, and nothing was queued. */
async function expectUntouched(): Promise<void> {
  for (const project of ['a', 'b'])
    expect((await send({ path: '/messages', query: { project, ...RANGE } })).body).toHaveLength(1);
  const { body } = await send({ path: '/analytics' });
  expect(body).toMatchObject([{ id: analytic, result: null }]);
  const metrics = await send({ path: '/metrics' });
  expect(metrics.text).toContain('memex_queue_jobs{state="waiting"} 0');
  expect(membersOf((await send({ path: '/message', query: { traceId } })).body).messageId).toBe('m');
}
