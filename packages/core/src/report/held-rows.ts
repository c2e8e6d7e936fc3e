import type { Cell } from '../table/cell.js';

const CHUNK_BYTES = 65_536;

/**
 * Rows that must wait for others, stored as UTF-8. As strings, the two texts of each of 200,000 questions would take twice the
 * memory, all of it on the garbage-collected heap.
 */
export class HeldRows {
  private readonly full: Uint8Array[] = [];
  private pending: string[] = [];
  private pendingLength = 0;

  /** The number of rows. */
  count = 0;

  add(row: readonly Cell[]): void {
    const text = JSON.stringify(row);
    this.pending.push(text);
    this.pendingLength += text.length;
    this.count++;
    if (this.pendingLength >= CHUNK_BYTES) this.close();
  }

  /** The rows, in the order in which they were added. */
  *rows(): Generator<readonly Cell[], void> {
    this.close();
    const decoder = new TextDecoder();
    for (const chunk of this.full) {
      const rows: readonly (readonly Cell[])[] = JSON.parse(decoder.decode(chunk));
      yield* rows;
    }
  }

  private close(): void {
    if (this.pending.length === 0) return;
    this.full.push(new TextEncoder().encode(`[${this.pending.join(',')}]`));
    this.pending = [];
    this.pendingLength = 0;
  }
}
