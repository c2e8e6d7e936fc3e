import type { Connection } from '../schema/connection.js';
import { dictionaryKeyOf } from './column.js';
import { Dictionary } from './dictionary.js';
import { getOrAdd } from './get-or-add.js';
import type { Range } from './ranges.js';
import type { Segment } from './segment.js';
import { ValueDictionary } from './value-dictionary.js';

/** The columns of one project, as they are known of the file. */
export class ProjectColumns {
  /** Messages up to `maxId` are in segments by time, those after it in segments by arrival. */
  segments: Segment[] = [];
  /** The ranges of time whose messages up to `maxId` are in segments, in order. */
  covered: readonly Range[] = [];
  /** The last id of messages that were looked at. */
  upToId: number;

  private readonly dictionaries = new Map<string, Dictionary>();
  private readonly valueDictionaries = new Map<string, ValueDictionary>();

  constructor(
    readonly id: number,
    readonly maxId: number,
    /** How many messages of the project had been deleted when the segments were last compared with the file. */
    public removals: number,
  ) {
    this.upToId = maxId;
  }

  /** What the rows take without their columns. */
  get rowBytes(): number {
    return this.segments.reduce((bytes, segment) => bytes + segment.rowBytes, 0);
  }

  get bytes(): number {
    let bytes = 0;
    for (const segment of this.segments) bytes += segment.bytes;
    for (const dictionary of this.dictionaries.values()) bytes += dictionary.bytes;
    for (const dictionary of this.valueDictionaries.values()) bytes += dictionary.bytes;
    return bytes;
  }

  dictionaryOf(column: string): Dictionary {
    return getOrAdd(this.dictionaries, column, () => new Dictionary());
  }

  valueDictionaryOf(column: string): ValueDictionary {
    return getOrAdd(this.valueDictionaries, column, () => new ValueDictionary());
  }

  /** Forgets columns, all but some. */
  forgetColumns(kept: ReadonlySet<string>): void {
    const parts = [
      this.dictionaries,
      this.valueDictionaries,
      ...this.segments.flatMap(({ codes, values }) => [codes, values]),
    ];
    for (const part of parts) for (const key of part.keys()) if (!kept.has(key)) part.delete(key);
  }

  /** Encodes everything anew, so that no dictionary keeps the hash of a value that no message has any more. */
  encodeAnew(): void {
    for (const [key, old] of this.dictionaries) {
      const dictionary = new Dictionary();
      for (const { codes } of this.segments)
        for (const [column, coded] of codes)
          if (dictionaryKeyOf(column) === key) coded.recode((code) => dictionary.adopt(old, code));
      this.dictionaries.set(key, dictionary);
    }
    for (const [key, old] of this.valueDictionaries) {
      const dictionary = new ValueDictionary();
      for (const { values } of this.segments) values.get(key)?.recode((code) => dictionary.adopt(old, code));
      this.valueDictionaries.set(key, dictionary);
    }
  }
}

/** How many messages of a project were ever deleted. */
export function removalsOf(connection: Connection, project: number): number {
  return Number(connection.prepare('SELECT removals FROM projects WHERE id = ?').get(project)?.[0] ?? 0);
}
