import { request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const BATCH = Buffer.from(JSON.stringify([message()]));
const MEBIBYTE = 1_048_576;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

let service: Service;

beforeEach(async () => {
  service = await startService();
});

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return service.call('POST', '/messages', { body, headers });
}

describe('encodings', () => {
  test.each([
    ['gzip', gzipSync(BATCH)],
    ['GZIP', gzipSync(BATCH)],
    ['x-gzip', gzipSync(BATCH)],
    ['X-GZip', gzipSync(BATCH)],
    ['identity, gzip', gzipSync(BATCH)],
    ['Identity', BATCH],
    ['deflate', deflateSync(BATCH)],
    ['identity', BATCH],
  ])('%s is read', async (encoding, body) => {
    expect((await post(body, { 'content-encoding': encoding })).status).toBe(201);
  });

  test.each([
    ['br', brotliCompressSync(BATCH)],
    ['gzip, gzip', gzipSync(gzipSync(BATCH))],
    ['x-gzip, deflate', deflateSync(gzipSync(BATCH))],
    ['zip', BATCH],
  ])('%s is not', async (encoding, body) => {
    const { status, headers, body: answer } = await post(body, { 'content-encoding': encoding });
    expect(status).toBe(415);
    expect(headers['accept-encoding']).toBe('gzip, deflate');
    expect(answer).toMatchObject({ status: expect.stringMatching(/^Unsupported media type: /), code: 415 });
  });

  test.each([
    ['not compressed', BATCH],
    ['damaged', Buffer.concat([gzipSync(BATCH).subarray(0, 20), Buffer.alloc(40, 7)])],
    ['cut', gzipSync(BATCH).subarray(0, -12)],
  ])('what is %s under the name of gzip is malformed', async (_name, body) => {
    expect((await post(body, { 'content-encoding': 'gzip' })).status).toBe(400);
  });
});

describe('media types', () => {
  test.each(['application/json', 'application/json; charset=UTF-8', 'Application/JSON;charset="utf-8"'])(
    '%s is read',
    async (type) => {
      expect((await post(BATCH, { 'content-type': type })).status).toBe(201);
    },
  );

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'nonsense',
  ])('%s is not', async (type) => {
    expect((await post(BATCH, { 'content-type': type })).status).toBe(415);
  });
});

describe('a body that is not JSON in UTF-8 is malformed', () => {
  test.each([
    ['no body', undefined],
    ['an empty body', Buffer.alloc(0)],
    ['white space', '  \n'],
    ['cut JSON', '[{"a":'],
    ['two values', '[] []'],
    ['a comma too many', '[1,]'],
    ['NaN', '[NaN]'],
    ['two byte order marks', Buffer.concat([BYTE_ORDER_MARK, BYTE_ORDER_MARK, BATCH])],
    ['a byte order mark behind the beginning', Buffer.concat([Buffer.from(' '), BYTE_ORDER_MARK, BATCH])],
    ['a byte order mark alone', BYTE_ORDER_MARK],
    ['Latin-1', Buffer.from('["\xe9"]', 'latin1')],
    ['half a surrogate pair in bytes', Buffer.from([0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d])],
    ['no array', '{}'],
    ['null', 'null'],
    ['numbers', '[1, 2]'],
  ])('%s', async (_name, body) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ status: expect.stringMatching(/^Malformed request: /), code: 400 });
  });

  test.each([
    ['', 1, 1],
    [' \n\n  ', 3, 3],
    ['[\n  {"a": NaN}\n]', 2, 9],
    ["[\r\n{'a': 1}]", 2, 2],
    ['[{"a": "b",}]', 1, 12],
    ['[{"metadata": {"é😀": None}}]', 1, 22],
    ['[{"a": "b"', 1, 11],
    ['[1]\n\n[2]', 3, 1],
  ])('%j is told at line %i, column %i', async (text, line, column) => {
    const { body } = await post(text);
    const place = new RegExp(`: line ${line}, column ${column}: `);
    expect(body).toMatchObject({ errors: [{ path: '', message: expect.stringMatching(place) }] });
  });

  test('a byte order mark is skipped, also in compressed bodies, and does not shift positions', async () => {
    const marked = Buffer.concat([BYTE_ORDER_MARK, BATCH]);
    expect((await post(marked)).status).toBe(201);
    expect((await post(gzipSync(marked), { 'content-encoding': 'gzip' })).status).toBe(201);
    const { text } = await post(Buffer.concat([BYTE_ORDER_MARK, Buffer.from('[True]')]));
    expect(text).toContain('line 1, column 2: true must be written in lower case');
  });

  test('errors do not contain the body', async () => {
    const { text } = await post('[{"secret": hunter2}]');
    expect(text).not.toContain('hunter2');
  });
});

describe('limits', () => {
  test('a body of 16 MiB is accepted, and one byte more is too large', async () => {
    const padded = (bytes: number): Buffer => Buffer.concat([BATCH, Buffer.alloc(bytes - BATCH.length, ' ')]);
    expect((await post(padded(16 * MEBIBYTE))).status).toBe(201);
    const { status, body } = await post(padded(16 * MEBIBYTE + 1));
    expect(status).toBe(413);
    expect(body).toEqual({ status: 'Too large: the body is larger than 16777216 bytes', code: 413 });
  });

  test('a single log has its own limit', async () => {
    const body = Buffer.alloc(3 * MEBIBYTE, ' ');
    expect((await service.call('PUT', '/log?id=x', { body })).status).toBe(413);
  });

  test('a body without a length is cut off at the limit', async () => {
    expect(await statusOfChunked([Buffer.alloc(17 * MEBIBYTE, ' ')])).toBe(413);
    expect(await statusOfChunked([BATCH])).toBe(201);
  });

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes, { level: 9 })],
    ['deflate', (bytes: Buffer) => deflateSync(bytes, { level: 9 })],
  ])('a bomb of %s is cut off', async (encoding, squeeze) => {
    const bomb = squeeze(Buffer.alloc(200 * MEBIBYTE, ' '));
    expect(bomb.length).toBeLessThan(MEBIBYTE);
    expect((await post(bomb, { 'content-encoding': encoding })).status).toBe(413);
  });

  test.each(['[', '{"a":', '[{"a":'])('16 MiB of %s take little memory', async (opening) => {
    const body = Buffer.alloc(16 * MEBIBYTE, opening);
    const before = process.memoryUsage();
    const { status, body: answer } = await post(body);
    const after = process.memoryUsage();
    expect(status).toBe(400);
    expect(answer).toMatchObject({
      errors: [{ path: '', message: 'the body must not be nested more than 100 levels deep' }],
    });
    // The test sends from the same process; what counts is that no object is made of the text.
    expect(after.heapUsed - before.heapUsed).toBeLessThan(32 * MEBIBYTE);
  });

  test('brackets inside strings do not count as nesting', async () => {
    const value = `${'['.repeat(500)}\\"${'{'.repeat(500)}\\\\`;
    const text = `[${JSON.stringify(message({ content: { type: 'text', value } }))}]`;
    expect((await post(text)).status).toBe(201);
  });

  test('brackets inside strings do not count as nesting if the body arrives byte by byte', async () => {
    const bytewise = (text: string): readonly Buffer[] =>
      [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
    const value = `${'["\\\\'.repeat(101)}{`;
    const text = JSON.stringify([message({ content: { type: 'text', value } })]);
    expect(await statusOfChunked(bytewise(text))).toBe(201);
  });

  test('free-form parts have their own limit for nesting', async () => {
    const nested = (levels: number): unknown => (levels === 1 ? {} : { a: nested(levels - 1) });
    expect((await post([message({ metadata: nested(32) })])).status).toBe(201);
    const { status, body } = await post([message({ metadata: nested(33) })]);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path: expect.stringMatching(/^\[0\]\.metadata\.a/) }] });
  });

  test.each([
    ['values', () => '1,'.repeat(2_000_001)],
    ['empty texts', () => '"",'.repeat(2_000_001)],
    ['objects', () => '{},'.repeat(190_000)],
    ['lists', () => '[],'.repeat(400_000)],
    ['objects of different keys', () => numbered(60_000, (number) => `{"k${number}":1},`)],
    ['objects of keys in different orders', () => numbered(60_000, orderedKeys)],
    ['objects of far indexes', () => '{"5000":1},'.repeat(80_000)],
    ['numbers of 400 characters', () => `1.${'0'.repeat(398)}1,`.repeat(5_000)],
  ])('a body of many %s is too large, however few bytes each takes', async (_name, items) => {
    const { status, body } = await post(withMetadata(`{"a":[${items()}0]}`));
    expect(status).toBe(413);
    expect(body).toMatchObject({
      status: expect.stringMatching(
        /^Too large: the body(, once parsed, is larger than \d+ bytes| has more than \d+ values)$/,
      ),
    });
  });

  test('a message with 100,000 keys is too large, one with 10,000 is accepted', async () => {
    const keys = (count: number): string => `{${numbered(count, (number) => `"key ${number}":1,`)}"z":1}`;
    expect((await post(withMetadata(keys(10_000)))).status).toBe(201);
    expect((await post(withMetadata(keys(100_000)))).status).toBe(413);
  });

  test.each([
    ['a number of 1,000 digits is stored', '9'.repeat(1_000), 201],
    ['one of 1,001 is malformed', '9'.repeat(1_001), 400],
    ['and so is a fraction of 1,001 characters', `0.${'0'.repeat(998)}1`, 400],
    ['but no string of 5,000 digits', JSON.stringify('9'.repeat(5_000)), 201],
  ])('%s', async (_name, value, wanted) => {
    const { status, body } = await post(withMetadata(`{"a":[${value}]}`));
    expect(status).toBe(wanted);
    if (wanted === 400) {
      const message = 'a number must not have more than 1000 characters';
      expect(body).toMatchObject({ errors: [{ path: '', message }] });
    }
  });

  test('the memory of a parsed body counts against the shared budget', async () => {
    const small = await startService({ bodyMemory: MEBIBYTE });
    const dense = { body: withMetadata(`{"a":[${'{},'.repeat(20_000)}0]}`) };
    expect(dense.body.length).toBeLessThan(MEBIBYTE / 10);
    expect((await small.call('POST', '/messages', dense)).status).toBe(503);
    expect((await service.call('POST', '/messages', dense)).status).toBe(201);
  });

  test('bodies share a memory budget, which counts received bytes and gets them back', async () => {
    const small = await startService({ bodyMemory: MEBIBYTE });
    const large = { body: Buffer.concat([BATCH, Buffer.alloc(MEBIBYTE, ' ')]) };
    const refused = await small.call('POST', '/messages', large);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    const half = { body: Buffer.concat([BATCH, Buffer.alloc(0.6 * MEBIBYTE, ' ')]) };
    for (let time = 0; time < 3; time++)
      expect((await small.call('POST', '/messages', half)).status).toBe(201);
    expect((await small.call('POST', '/messages', { body: half.body.subarray(1) })).status).toBe(400);
    expect((await small.call('POST', '/messages', half)).status).toBe(201);
  });

  test('the service continues after a rejected body', async () => {
    await post(Buffer.alloc(17 * MEBIBYTE, ' '));
    expect((await post([message()])).status).toBe(201);
    expect(service.errors).toEqual([]);
  });
});

/** The text of a batch of one message with this metadata. */
function withMetadata(metadata: string): string {
  return JSON.stringify([message({ metadata: 0 })]).replace('"metadata":0', `"metadata":${metadata}`);
}

function numbered(count: number, make: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => make(number)).join('');
}

/** An object of five of 26 keys, in an order that few others have. */
function orderedKeys(number: number): string {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const keys = [26, 25, 24, 23, 22].map((left, place) => letters.splice((number * 31 ** place) % left, 1)[0]);
  return `{${keys.map((key) => `"${key}":1`).join()}},`;
}

/** Posts the parts of a body without telling its length. */
function statusOfChunked(parts: readonly Buffer[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const call = request(`${service.url}/messages`, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on('error', reject);
    for (const part of parts) call.write(part);
    call.end();
  });
}
