/**
 * The index for documents that their own target index rejects. The Python service let the first document decide the
 * mapping, so one index may expect a number where another document has an object. The quarantine index has the
 * current mapping.
 */
export function quarantineIndex(index: string): string {
  const [stem = `${index.split('-')[0]}-`] = STEM.exec(index) ?? [];
  return stem + QUARANTINE;
}

/** The prefix of the store, which contains none of these words, and the kind. */
const STEM = /^.*?(?:message|logging|analytic)-/;

/** The last part of its name, where other indices have a date. */
export const QUARANTINE = 'migrated';
