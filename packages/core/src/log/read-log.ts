import { decode } from '../codec/decode.js';
import type { StoredEntry } from '../entry/entry.js';
import { parseJson } from '../json/exact-json.js';
import { Log } from './log.js';

/** Decodes the log of a stored entry. @throws MalformedError if the store holds something else under its id. */
export function readLog(entry: StoredEntry): Log {
  return decode(Log, parseJson(entry.json));
}
