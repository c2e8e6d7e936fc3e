/**
 * The index for documents that the index of their place refuses. Indices of old were mapped by whatever came first: a number where
 * another document has an object. This one is mapped by the templates of today.
 */
export function quarantineIndex(index: string): string {
  return `${index.split('-')[0]}-${QUARANTINE}`;
}

/** What stands in its name in place of a date. */
export const QUARANTINE = 'migrated';
