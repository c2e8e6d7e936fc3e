import type { Change, StoredDocument } from './migration.js';

type ChangeOf = (document: StoredDocument) => Change;

/** Migrations speak of indices without the prefix of the store. This is where it is added and taken away. */
export class PrefixedNames {
  constructor(private readonly prefix: string) {}

  /** A pattern, or several separated by commas, with the prefix. */
  pattern(pattern: string): string {
    return pattern.replaceAll(/(^|,)(-?)/g, `$1$2${this.prefix}`);
  }

  /** Names without the prefix. Other names, which were found through an alias, are left out. */
  without(names: readonly string[]): readonly string[] {
    return names.filter((name) => name.startsWith(this.prefix)).map((name) => name.slice(this.prefix.length));
  }

  /** A change that gets and returns names without the prefix, as one that gets and returns whole names. */
  change(change: ChangeOf): ChangeOf {
    if (this.prefix === '') return change;
    return ({ index, id, source }) => {
      const changed = change({ index: index.slice(this.prefix.length), id, source });
      if (changed.to !== 'move') return changed;
      return { to: 'move', index: this.prefix + changed.index, id: changed.id, source: changed.source };
    };
  }
}
