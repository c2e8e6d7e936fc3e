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

/** What a segment holds. */
export interface SegmentContent {
  readonly batches: readonly BatchRange[];
  /** Lines that belong to no batch: a disk that lost power can leave such. */
  readonly strays: readonly string[];
}

/**
 * Reads a segment. A last line without an end was being written when its process died: nobody was told that it is there, and it is left out.
 */
export function readSegment(segment: Buffer): SegmentContent {
  const batches: BatchRange[] = [];
  const strays: string[] = [];
  const end = segment.lastIndexOf(NEW_LINE) + 1;
  let start: BatchStart | undefined;
  let offset = 0;
  const finish = (at: number): void => {
    if (start !== undefined && at > offset) batches.push({ ...start, offset, length: at - offset });
  };
  for (let line = 0; line < end; ) {
    const next = segment.indexOf(NEW_LINE, line) + 1;
    const isHeader = segment[line] === MARK;
    if (isHeader) {
      finish(line);
      start = readHeader(segment.toString('utf8', line + 1, next));
      offset = next;
    }
    if (start === undefined) strays.push(segment.toString('utf8', line, next - 1));
    line = next;
  }
  finish(end);
  return { batches, strays };
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
