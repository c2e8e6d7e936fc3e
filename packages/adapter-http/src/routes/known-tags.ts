import { hash } from 'node:crypto';

const MAX_TAGS = 2_000;

/** Remembers which entity tag an answer had, by a text that stands for the answer. The oldest are forgotten. */
export class KnownTags {
  private readonly tags = new Map<string, string>();

  find(version: string): string | undefined {
    return this.tags.get(keyOf(version));
  }

  remember(version: string, tag: string): void {
    const key = keyOf(version);
    this.tags.delete(key);
    this.tags.set(key, tag);
    const [oldest] = this.tags.keys();
    if (this.tags.size > MAX_TAGS && oldest !== undefined) this.tags.delete(oldest);
  }
}

/** A query may be long. */
function keyOf(version: string): string {
  return hash('sha256', version, 'base64');
}
