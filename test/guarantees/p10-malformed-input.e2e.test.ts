import fc from 'fast-check';
import { type Dispatcher, Pool } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { printFigure } from '../src/figure.js';
import { createFolder, type Folder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { sendRaw, statusesOf } from '../src/raw-request.js';
import { type Server, startServer } from '../src/server.js';
import { mutated } from './fuzz/hostile.js';
import {
  type FuzzRequest,
  hostileRequest,
  type Operation,
  operationsOf,
  validRequest,
} from './fuzz/requests.js';
import { Document } from './fuzz/schema.js';

/** Changes with each run unless given, and is printed: `FUZZ_SEED` repeats a run, `FUZZ_SECONDS` bounds it. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 10);
const KEY = 'fuzz';

let folder: Folder;
let server: Server;
let pool: Pool;
let document: Document;
let operations: readonly Operation[];

beforeAll(async () => {
  folder = await createFolder();
  server = await startServer({ folder: folder.path, environment: { WS_APIKEYS: `${KEY}:admin` } });
  pool = new Pool(server.url, { connections: 4 });
  const root: unknown = parse(await (await fetch(`${server.url}/documentation`)).text());
  document = new Document(root);
  operations = operationsOf(document, root);
});

afterAll(async () => {
  await pool.destroy();
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('P10 requests as the OpenAPI document describes them are answered as it says', async () => {
  const counts = await fuzz(
    'valid requests',
    (operation) => validRequest(document, operation),
    async (operation, sent) => {
      const { status, text } = await send(sent);
      expect(operation.statuses).toContain(String(status));
      expect(status < 500 || asksForPlatform(operation, text)).toBe(true);
      if (status === 400) expect(betweenFields(text)).toBe(true);
      return status;
    },
  );
  for (const { id } of operations)
    expect([id, counts(id, 200) + counts(id, 201) + counts(id, 207) + counts(id, 404)]).not.toEqual([id, 0]);
});

test('P10 malformed requests never get a 5xx', async () => {
  const counts = await fuzz(
    'malformed requests',
    (operation) => hostileRequest(document, operation),
    async (operation, sent) => {
      const { status, text } = await send(sent);
      expect(status < 500 || asksForPlatform(operation, text)).toBe(true);
      if (status >= 400 && sent.method !== 'HEAD') {
        expect(membersOf(JSON.parse(text))).toMatchObject({ code: status, status: expect.any(String) });
      }
      return isOf(operation, sent) ? status : undefined;
    },
  );
  for (const { id } of operations) expect([id, counts(id, 400)]).not.toEqual([id, 0]);
});

test('P10 malformed bytes never get a 5xx', async () => {
  await fuzz(
    'malformed bytes',
    (operation) => mutated(hostileRequest(document, operation).map(bytesOf)),
    async (operation, bytes) => {
      const answer = await sendRaw(server.port, bytes);
      const statuses = statusesOf(answer);
      if (!asksForPlatform(operation, answer)) expect(statuses.filter((status) => status >= 500)).toEqual([]);
      return statuses[0];
    },
    BYTES_EACH,
  );
});

/** What is wrong with fields that are well-formed one by one: a schema cannot say it. */
const BETWEEN_FIELDS = [
  'must be a string of 1 to 512 characters with at least one word',
  'must not be after end',
  'must not be after toTime',
  'must be the cursor of an earlier page of this query',
  'either traceId, or messageId and userId, must be given',
  'must be a date or date-time in ISO 8601 that exists, such as 2026-11-20T10:15:00Z',
  /^must be a number where the operation is (gr|gre|lq|lqe)$/,
  /^the results may have more than \d+ values: /,
  /^the intervals together give more than \d+ parts$/,
  /^must not divide the timespan into more than \d+ parts$/,
  'needs a timespan with a start',
  'needs a field in by',
  /^is required where the metric is \w+$/,
];

/** Queries of the platform's figures: the service of this test has no platform. */
function asksForPlatform({ id }: Operation, answer: string): boolean {
  return id === 'queryAnalytics' && answer.includes('"status":"Unavailable: the platform cannot serve now');
}

/** Whether an answer refuses nothing but that. */
function betweenFields(answer: string): boolean {
  const { errors } = membersOf(JSON.parse(answer));
  const isKnown = (message: string) =>
    BETWEEN_FIELDS.some((one) => (typeof one === 'string' ? one === message : one.test(message)));
  return Array.isArray(errors) && errors.every((error) => isKnown(String(membersOf(error).message)));
}

/** Whether a request has still the method and path of its operation. */
function isOf({ method, path }: Operation, sent: FuzzRequest): boolean {
  return sent.method === method && sent.path.startsWith(path.replace(/\{.*/, ''));
}

/** How many requests each operation gets at least; a request of mutated bytes takes a connection of its own. */
const EACH = 75;
const BYTES_EACH = 5;

/** How long any of the operations is tried at least, in milliseconds. */
const MIN_RANDOM_MS = 1_000;

/**
 * Runs a check for each operation, and then for any of them for its share of the time; a failure tells the seed and the smallest
 * request that fails.
 *
 * @returns How many requests of an operation were answered with a status.
 */
async function fuzz<T>(
  what: string,
  inputOf: (operation: Operation) => fc.Arbitrary<T>,
  check: (operation: Operation, input: T) => Promise<number | undefined>,
  each = EACH,
): Promise<(id: string, status: number) => number> {
  const until = performance.now() + (SECONDS * 1_000) / 3;
  const answered = new Map<string, number>();
  let requests = 0;
  const property = (input: fc.Arbitrary<readonly [Operation, T]>) =>
    fc.asyncProperty(input, async ([operation, value]) => {
      requests++;
      const key = `${operation.id} ${await check(operation, value)}`;
      answered.set(key, (answered.get(key) ?? 0) + 1);
    });
  const inputs = operations.map((operation) =>
    inputOf(operation).map((input) => [operation, input] as const),
  );
  for (const input of inputs) await fc.assert(property(input), { seed: SEED, numRuns: each });
  await fc.assert(property(fc.oneof(...inputs)), {
    seed: SEED,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Math.max(MIN_RANDOM_MS, until - performance.now()),
    markInterruptAsFailure: false,
  });
  const alive = await fetch(`${server.url}/health`);
  printFigure('P10', `${what} (seed ${SEED})`, {
    operations: operations.length,
    requests,
    '5xx': 0,
    'alive after': alive.status,
  });
  expect(alive.status).toBe(200);
  return (id, status) => answered.get(`${id} ${status}`) ?? 0;
}

async function send({ method, path, headers, body }: FuzzRequest) {
  const answer = await pool.request({
    method,
    path,
    headers: { 'x-wenet-component-apikey': KEY, ...headers },
    ...(body && { body }),
  });
  return { status: answer.statusCode, text: await textOf(answer) };
}

/** A stream of events would last for ever: its first part is enough. */
async function textOf({ headers, body }: Dispatcher.ResponseData): Promise<string> {
  if (headers['content-type'] !== 'text/event-stream') return body.text();
  for await (const part of body) return String(part);
  return '';
}

function bytesOf({ method, path, headers, body }: FuzzRequest): Buffer {
  const all = { host: 'localhost', connection: 'close', 'x-wenet-component-apikey': KEY, ...headers };
  const lines = Object.entries({ ...all, ...(body && { 'content-length': body.length }) });
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body ?? Buffer.alloc(0)]);
}
