import fc from 'fast-check';
import { Pool } from 'undici';
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
  const request = fc.oneof(
    ...operations.map((operation) => validRequest(document, operation).map((sent) => ({ operation, sent }))),
  );
  await fuzz('valid requests', request, async ({ operation, sent }) => {
    const { status, text } = await send(sent);
    expect(operation.statuses).toContain(String(status));
    expect(status).toBeLessThan(500);
    if (operation.body !== undefined && !isBetweenFields(text))
      expect([200, 201, 207, 404]).toContain(status);
  });
});

test('P10 malformed requests never get a 5xx', async () => {
  const request = fc.oneof(...operations.map((operation) => hostileRequest(document, operation)));
  await fuzz('malformed requests', request, async (sent) => {
    const { status, text } = await send(sent);
    expect(status).toBeLessThan(500);
    if (status >= 400 && sent.method !== 'HEAD') {
      expect(membersOf(JSON.parse(text))).toMatchObject({ code: status, status: expect.any(String) });
    }
  });
});

test('P10 malformed bytes never get a 5xx', async () => {
  const request = fc.oneof(...operations.map((operation) => hostileRequest(document, operation)));
  await fuzz('malformed bytes', mutated(request.map(bytesOf)), async (bytes) => {
    const statuses = statusesOf(await sendRaw(server.port, bytes));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });
});

/** What is wrong with fields that are well-formed one by one: a schema cannot say it. */
const BETWEEN_FIELDS = [
  'must not be after end',
  'must be an ISO 8601 date-time that exists',
  /^must be a number for (gr|gre|lq|lqe)$/,
  /^must not cut the timespan into more than \d+ parts$/,
  'needs a timespan that has a beginning',
];

/** Whether an answer refuses nothing but that. */
function isBetweenFields(answer: string): boolean {
  const { errors } = membersOf(JSON.parse(answer));
  const isKnown = (message: string) =>
    BETWEEN_FIELDS.some((one) => (typeof one === 'string' ? one === message : one.test(message)));
  return Array.isArray(errors) && errors.every((error) => isKnown(String(membersOf(error).message)));
}

/** Runs a check for its share of the time; a failure tells the seed and the smallest request that fails. */
async function fuzz<T>(
  what: string,
  input: fc.Arbitrary<T>,
  check: (input: T) => Promise<void>,
): Promise<void> {
  let requests = 0;
  const property = fc.asyncProperty(input, async (value) => {
    requests++;
    await check(value);
  });
  await fc.assert(property, {
    seed: SEED,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: (SECONDS * 1_000) / 3,
    markInterruptAsFailure: false,
  });
  const alive = await fetch(`${server.url}/health`);
  printFigure('P10', `${what} (seed ${SEED})`, { requests, '5xx': 0, 'alive after': alive.status });
  expect(alive.status).toBe(200);
}

async function send({ method, path, headers, body }: FuzzRequest) {
  const answer = await pool.request({
    method,
    path,
    headers: { 'x-wenet-component-apikey': KEY, ...headers },
    ...(body && { body }),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

function bytesOf({ method, path, headers, body }: FuzzRequest): Buffer {
  const all = { host: 'localhost', connection: 'close', 'x-wenet-component-apikey': KEY, ...headers };
  const lines = Object.entries({ ...all, ...(body && { 'content-length': body.length }) });
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body ?? Buffer.alloc(0)]);
}
