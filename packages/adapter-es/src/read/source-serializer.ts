import { Serializer } from '@elastic/elasticsearch';
import { endOfObject } from './json-text.js';

/**
 * Reads answers of Elasticsearch, but leaves each `_source` as its JSON text: documents go through byte for byte, no number is
 * rounded, and nothing is parsed that is only passed on.
 */
export class SourceSerializer extends Serializer {
  override deserialize<T>(json: string): T {
    return super.deserialize<T>(json.includes(SOURCE) ? quoteSources(json) : json);
  }
}

/** Cannot be part of a string: there its quotes would be escaped. */
const SOURCE = '"_source":';

function quoteSources(json: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let found = json.indexOf(SOURCE); found !== -1; found = json.indexOf(SOURCE, copied)) {
    const start = found + SOURCE.length;
    const end = endOfObject(json, start);
    parts.push(json.slice(copied, start), JSON.stringify(json.slice(start, end)));
    copied = end;
  }
  parts.push(json.slice(copied));
  return parts.join('');
}
