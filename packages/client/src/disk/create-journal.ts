import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchStart } from '../buffer/buffer.js';
import type { Journal, JournalOptions } from './journal.js';
import { openSegment, type Segment } from './segment.js';
import { entriesOf, headerLine, isIntact, readSegment } from './segment-text.js';
import { writeFileWhole } from './write-whole.js';

/** Past it a new batch begins a new segment. */
const SEGMENT_BYTES = 4 * 1_048_576;

/** A batch, and where it is. */
interface Place extends BatchStart {
  readonly order: number;
  readonly recovered: boolean;
  readonly segment: Held;
  readonly offset: number;
  length: number;
}

/** A segment, and how many of its batches are not settled. */
interface Held {
  readonly file: Segment;
  left: number;
}

export function createJournal({
  folder,
  kind,
  segments,
  nextOrder,
  syncsBatches,
  onDamage,
}: JournalOptions): Journal {
  const pathOf = (id: number): string => join(folder, `${kind}-${String(id).padStart(12, '0')}.ndjson`);
  const unread = segments.map((id) => ({ path: pathOf(id), size: statSync(pathOf(id)).size }));
  let nextId = (segments.at(-1) ?? 0) + 1;
  let active: Held | undefined;
  let open: Place | undefined;
  const ready: Place[] = [];
  let reading: Promise<void> | undefined;
  /** By order: a replay that was interrupted leaves two batches with one key. */
  const taken = new Map<number, Place>();
  let bytes = unread.reduce((sum, { size }) => sum + size, 0);

  const release = (held: Held): void => {
    if (held.left === 0 && held !== active) held.file.remove();
  };
  const begin = (start: BatchStart): Place => {
    if (active !== undefined && active.file.size >= SEGMENT_BYTES) {
      const full = active;
      active = undefined;
      full.file.close();
      release(full);
    }
    active ??= { file: openSegment(pathOf(nextId++), 0), left: 0 };
    const offset = active.file.size + Buffer.byteLength(headerLine(start));
    return { ...start, order: nextOrder(false), recovered: false, segment: active, offset, length: 0 };
  };
  /** Reads the oldest segment that an earlier process left. */
  const readNext = async (): Promise<void> => {
    const [next] = unread;
    if (next === undefined) return;
    const file = openSegment(next.path, next.size);
    const { batches, strays } = readSegment(await file.read(0, next.size));
    if (strays.length > 0) onDamage(strays);
    const held: Held = { file, left: 0 };
    for (const { key, createdAt, offset, length } of batches) {
      if (file.isMarked('settled', key)) continue;
      ready.push({ key, createdAt, order: nextOrder(true), recovered: true, segment: held, offset, length });
      held.left++;
    }
    ready.sort((a, b) => a.order - b.order);
    unread.shift();
    bytes +=
      ready.filter(({ segment }) => segment === held).reduce((sum, { length }) => sum + length, 0) -
      next.size;
    file.close();
    release(held);
  };
  return {
    add(text, start) {
      const place = start === undefined ? open : begin(start);
      if (place === undefined) throw new TypeError('no batch is open');
      const line = Buffer.from(start === undefined ? `${text}\n` : `${headerLine(start)}${text}\n`);
      place.segment.file.append(line);
      if (start !== undefined) place.segment.left++;
      open = place;
      const added = place.segment.file.size - place.offset - place.length;
      place.length += added;
      bytes += added;
    },
    seal() {
      if (open !== undefined) ready.push(open);
      open = undefined;
    },
    hasSealed: () => ready.length > 0 || unread.length > 0,
    oldest() {
      if (unread.length > 0) return Number.NEGATIVE_INFINITY;
      let oldest = ready[0]?.order ?? Infinity;
      for (const { order } of taken.values()) oldest = Math.min(oldest, order);
      return oldest;
    },
    head: () => ready[0]?.order,
    async look() {
      while ((ready[0] === undefined || !ready[0].recovered) && unread.length > 0) {
        reading ??= readNext().finally(() => {
          reading = undefined;
        });
        await reading;
      }
    },
    async take() {
      const place = ready.shift();
      if (place === undefined) return undefined;
      taken.set(place.order, place);
      try {
        const { key, createdAt, order, recovered, segment, offset, length } = place;
        if (syncsBatches) await segment.file.sync();
        const entries = entriesOf((await segment.file.read(offset, length)).toString());
        return {
          kind,
          key,
          createdAt,
          order,
          recovered,
          entries: recovered ? intactOf(entries, onDamage) : entries,
        };
      } catch (error) {
        taken.delete(place.order);
        ready.unshift(place);
        throw error;
      }
    },
    settle({ key, order }) {
      const place = taken.get(order);
      if (place === undefined) return;
      taken.delete(order);
      bytes -= place.length;
      place.segment.left--;
      if (place.segment.left > 0 || place.segment === active) place.segment.file.mark('settled', key);
      release(place.segment);
    },
    isSplit: ({ order }, part) => taken.get(order)?.segment.file.isMarked('split', part) ?? false,
    markSplit: ({ order }, part) => taken.get(order)?.segment.file.mark('split', part),
    insert(batches) {
      const path = pathOf(nextId++);
      let text = '';
      for (const batch of batches)
        text += headerLine(batch) + batch.entries.map((entry) => `${entry}\n`).join('');
      if (text === '') return;
      writeFileWhole(path, text);
      const size = Buffer.byteLength(text);
      unread.push({ path, size });
      bytes += size;
    },
    syncNow: () => active?.file.syncNow(),
    bytes: () => bytes,
    close() {
      if (active !== undefined && active.left === 0 && open === undefined) active.file.remove();
      active?.file.close();
    },
  };
}

function intactOf(entries: readonly string[], onDamage: JournalOptions['onDamage']): readonly string[] {
  const intact = entries.filter(isIntact);
  if (intact.length < entries.length) onDamage(entries.filter((entry) => !isIntact(entry)));
  return intact;
}
