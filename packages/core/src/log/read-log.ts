import { decode } from '../codec/decode.js';
import type { StoredEntry } from '../entry/entry.js';
import { parseJson } from '../json/exact-json.js';
import { Log } from './log.js';

/** The log of a stored entry. @throws MalformedError where the store holds something else under its name. */
export function readLog(entry: StoredEntry): Log {
  return decode(Log, parseJson(entry.json));
}
