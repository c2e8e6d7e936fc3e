import type { BatchStart } from '../buffer/buffer.js';

/** A batch in a segment: where its entries are, in bytes. */
export interface BatchRange extends BatchStart {
  readonly offset: number;
  readonly length: number;
}

const MARK = '#'.charCodeAt(0);
const NEW_LINE = '\n'.charCodeAt(0);

/** The line that a batch begins with. The lines up to the next such line, or to the end, are its entries, as JSON. */
export function headerLine({ key, createdAt }: BatchStart): string {
  return `#${JSON.stringify({ key, createdAt })}\n`;
}

/**
 * The batches of a segment. A last line without an end was being written when its process died: nobody was told that it is there, and it is
 * left out.
 */
export function batchesOf(segment: Buffer): readonly BatchRange[] {
  const batches: BatchRange[] = [];
  const end = segment.lastIndexOf(NEW_LINE) + 1;
  let start: BatchStart | undefined;
  let offset = 0;
  const finish = (at: number): void => {
    if (start !== undefined && at > offset) batches.push({ ...start, offset, length: at - offset });
  };
  for (let line = 0; line < end; ) {
    const next = segment.indexOf(NEW_LINE, line) + 1;
    if (segment[line] === MARK) {
      finish(line);
      start = readHeader(segment.toString('utf8', line + 1, next));
      offset = next;
    }
    line = next;
  }
  finish(end);
  return batches;
}

function readHeader(text: string): BatchStart | undefined {
  const header = parse(text);
  if (typeof header !== 'object' || header === null) return undefined;
  if (!('key' in header) || !('createdAt' in header)) return undefined;
  return { key: String(header.key), createdAt: Number(header.createdAt) };
}

/** The entries of a batch. */
export function entriesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Whether a line is JSON. A disk that lost power can leave others. */
export function isIntact(line: string): boolean {
  return parse(line) !== undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // As told to the caller.
  }
}
