import { describe, expect, test } from 'vitest';
import { neverSilent } from '../src/response/never-silent.js';
import { createGate } from './support/gate.js';

/** The texts, of which each comes when its gate is opened. */
async function* held(
  parts: readonly (readonly [gate: ReturnType<typeof createGate>, text: string])[],
): AsyncGenerator<Uint8Array, void> {
  for (const [gate, text] of parts) {
    await gate.pass();
    yield Buffer.from(text);
  }
}

const LONG = 'abcdefghij'.repeat(30);

describe('bytes that are never silent', () => {
  test('are the same; the last ones go out one by one while nothing comes', async () => {
    const gates = [createGate(), createGate()] as const;
    const bytes = neverSilent(
      held([
        [gates[0], LONG],
        [gates[1], 'THE END'],
      ]),
      {
        silenceMs: 1,
        opening: Buffer.from('PAR1'),
      },
    );
    let read = '';
    const readOne = async (): Promise<string> => {
      const { value } = await bytes.next();
      const text = Buffer.from(value ?? '').toString();
      read += text;
      return text;
    };
    expect([await readOne(), await readOne()]).toEqual(['P', 'A']);
    gates[0].open();
    while (read.length < 100) await readOne();
    const before = read.length;
    expect([await readOne(), await readOne(), await readOne()].map(({ length }) => length)).toEqual([
      1, 1, 1,
    ]);
    expect(`PAR1${LONG}`.startsWith(read)).toBe(true);
    expect(read).toHaveLength(before + 3);
    gates[1].open();
    while ((await readOne()) !== '');
    expect(read).toBe(`PAR1${LONG}THE END`);
  });

  test('begin with filler, where there is one, however long the first bytes take', async () => {
    const gate = createGate();
    const bytes = neverSilent(held([[gate, '{"a":1}\n']]), { silenceMs: 1, filler: ' ' });
    let read = '';
    for (let count = 0; count < 300; count++)
      read += Buffer.from((await bytes.next()).value ?? '').toString();
    expect(read).toBe(' '.repeat(300));
    gate.open();
    for await (const some of bytes) read += Buffer.from(some).toString();
    expect(read.trimStart()).toBe('{"a":1}\n');
  });

  test('are silent where nothing is left that may be sent', async () => {
    const gate = createGate();
    const bytes = neverSilent(held([[gate, 'x']]), { silenceMs: 1, opening: Buffer.from('ab') });
    expect(Buffer.from((await bytes.next()).value ?? '').toString()).toBe('a');
    expect(Buffer.from((await bytes.next()).value ?? '').toString()).toBe('b');
    const third = bytes.next();
    gate.open();
    expect(Buffer.from((await third).value ?? '').toString()).toBe('x');
    expect((await bytes.next()).done).toBe(true);
  });

  test('fail as theirs do, also while a client reads nothing, and end theirs when they are left', async () => {
    const failing = neverSilent(
      (async function* () {
        yield Buffer.from(LONG);
        throw new Error('the store is away');
      })(),
      { silenceMs: 1 },
    );
    await failing.next();
    await expect(failing.next()).rejects.toThrow('the store is away');
    let ended = false;
    const left = neverSilent(
      (async function* () {
        try {
          yield Buffer.from(LONG);
          yield Buffer.from(LONG);
        } finally {
          ended = true;
        }
      })(),
      { silenceMs: 1_000 },
    );
    for await (const _ of left) break;
    expect(ended).toBe(true);
  });
});
