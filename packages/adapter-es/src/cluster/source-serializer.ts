import { Serializer } from '@elastic/elasticsearch';
import { endOfObject } from '../document/json-text.js';

/**
 * Parses answers of Elasticsearch, but keeps each `_source` as its JSON text. Documents pass through byte for byte,
 * no number is rounded, and nothing is parsed that is only passed on.
 */
export class SourceSerializer extends Serializer {
  override deserialize<T>(json: string): T {
    if (!json.includes(SOURCE)) return super.deserialize<T>(json);
    const { rest, sources } = cutSources(json);
    const answer = super.deserialize<T>(rest);
    putBack(answer, sources);
    return answer;
  }
}

/** This cannot occur inside a string: its quotes would be escaped there. */
const SOURCE = '"_source":';

/** Cuts out the text of each source, and leaves its position in the list instead. */
function cutSources(json: string): { readonly rest: string; readonly sources: readonly string[] } {
  const parts: string[] = [];
  const sources: string[] = [];
  let copied = 0;
  for (let found = json.indexOf(SOURCE); found !== -1; found = json.indexOf(SOURCE, copied)) {
    const start = found + SOURCE.length;
    parts.push(json.slice(copied, start), String(sources.length));
    copied = endOfObject(json, start);
    sources.push(json.slice(start, copied));
  }
  parts.push(json.slice(copied));
  return { rest: parts.join(''), sources };
}

function putBack(part: unknown, sources: readonly string[]): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === '_source' && typeof value === 'number') Reflect.set(part, key, sources[value]);
    else putBack(value, sources);
  }
}
