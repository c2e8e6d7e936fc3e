import fc from 'fast-check';

/** Text that has broken services before: as a parameter, a header or a string of a body. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\r\n',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    '-1',
    '0',
    '1e9',
    '99999999999999999999',
    'NaN',
    '2026-02-30',
    '9999-12-31T23:59:59.999999999+23:59',
    "' OR 1=1 --",
    '%',
    '*',
    '../../etc/passwd',
    'message-*',
    'message-2026-01',
    '{{7*7}}',
    'x'.repeat(600),
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** JSON text, and what is nearly JSON, where a schema wants something else. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    '0',
    '-0',
    '1e999999',
    '-1e-999999',
    '1234567890123456789',
    '0.1234567890123456789',
    '9'.repeat(3_000),
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\ud800\\ud800"',
    '[]',
    '{}',
    '[[]]',
    '{"__proto__":{"polluted":1}}',
    '{"__proto__":null,"constructor":{"prototype":{"polluted":1}}}',
    '{"toString":1,"toJSON":2,"then":3,"length":4,"hasOwnProperty":5}',
    '{"a":1,"a":2}',
    nested('[', ']', 40),
    nested('[', ']', 3_000),
    nested('{"a":', '}', 31),
    nested('{"a":', '}', 3_000),
    `${nested('[', ']', 3_000).slice(0, 3_000)}1234567890123456789${']'.repeat(3_000)}`,
    `"${'x'.repeat(100_000)}"`,
    'NaN',
    'undefined',
    '"',
    '{"a"',
    ',',
    '\u0000',
  ),
  fc.json({ maxDepth: 3 }),
  hostileText.map((text) => JSON.stringify(text)),
);

function nested(open: string, close: string, levels: number): string {
  return `${open.repeat(levels)}${open === '[' ? '' : '1'}${close.repeat(levels)}`;
}

/** Bytes with a few of them changed, dropped, doubled or put elsewhere. */
export function mutated(bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(8), edit), { minLength: 1, maxLength: 6 });
  return fc.tuple(bytes, edits).map(([original, list]) =>
    list.reduce((now, [place, length, change]) => {
      const at = place % (now.length + 1);
      return Buffer.concat([
        now.subarray(0, at),
        change(now.subarray(at, at + length)),
        now.subarray(at + length),
      ]);
    }, original),
  );
}

const edit: fc.Arbitrary<(part: Buffer) => Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => () => Buffer.from(bytes)),
  fc.constantFrom<(part: Buffer) => Buffer>(
    () => Buffer.alloc(0),
    (part) => Buffer.concat([part, part]),
    (part) => Buffer.from(part).reverse(),
  ),
);
