import { decode } from '../codec/decode.js';
import type { StoredEntry } from '../entry/entry.js';
import { parseJson } from '../json/exact-json.js';
import { Message } from './message.js';

/** Decodes the message of a stored entry. @throws MalformedError if the store holds something else under its id. */
export function readMessage(entry: Pick<StoredEntry, 'json'>): Message {
  return decode(Message, parseJson(entry.json));
}
