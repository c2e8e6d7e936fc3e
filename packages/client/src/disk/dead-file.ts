import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DeadLetter } from '../model/errors.js';
import { writeFileWhole, writeWhole } from './write-whole.js';

/** Dead letters in a file, one a line, as JSON. */
export interface DeadFile {
  /** @throws BufferFullError */
  add(letters: readonly DeadLetter[]): void;
  /** Oldest first, each once. */
  letters(): AsyncIterable<DeadLetter>;
  /** Hands over all letters, and forgets them afterwards. Interrupted, it hands over the same ones again. */
  drain(take: (letters: readonly DeadLetter[]) => void): Promise<number>;
  remove(matches: (letter: DeadLetter) => boolean): number;
  bytes(): number;
}

export function openDeadFile(folder: string): DeadFile {
  const path = join(folder, 'dead.ndjson');
  const draining = join(folder, 'dead.replaying.ndjson');
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let bytes = sizeOf(path) + sizeOf(draining);
  let drain: Promise<number> | undefined;
  const drainOnce = async (take: (letters: readonly DeadLetter[]) => void): Promise<number> => {
    if (!existsSync(draining)) {
      if (!existsSync(path)) return 0;
      renameSync(path, draining);
    }
    const letters: DeadLetter[] = [];
    for await (const letter of lettersOf(draining)) letters.push(letter);
    take(letters);
    bytes -= sizeOf(draining);
    rmSync(draining);
    return letters.length;
  };
  return {
    add(letters) {
      const lines = Buffer.from(letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
      const fd = openSync(path, 'a', 0o600);
      try {
        writeWhole(fd, lines, sizeOf(path));
      } finally {
        closeSync(fd);
      }
      bytes += lines.length;
    },
    async *letters() {
      yield* lettersOf(draining);
      yield* lettersOf(path);
    },
    drain(take) {
      drain ??= drainOnce(take).finally(() => {
        drain = undefined;
      });
      return drain;
    },
    remove(matches) {
      let removed = 0;
      for (const file of [draining, path].filter((one) => existsSync(one))) {
        // In one go: a letter that came in between would be lost.
        const letters = readFileSync(file, 'utf8').split('\n').flatMap(readLetter);
        const kept = letters.filter((letter) => !matches(letter));
        removed += letters.length - kept.length;
        writeFileWhole(file, kept.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
      }
      bytes = sizeOf(path) + sizeOf(draining);
      return removed;
    },
    bytes: () => bytes,
  };
}

/** A batch that was refused, and whose process died before it was settled, is refused again: its letters are there twice. */
async function* lettersOf(file: string): AsyncGenerator<DeadLetter> {
  if (!existsSync(file)) return;
  const seen = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    for (const letter of readLetter(line)) {
      if (!seen.has(letter.id)) yield letter;
      seen.add(letter.id);
    }
  }
}

/** The letter of a line; none where its end is missing: it was being written when its process died, and its batch is still there. */
function readLetter(line: string): readonly DeadLetter[] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}
