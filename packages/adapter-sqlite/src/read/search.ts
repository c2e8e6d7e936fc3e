import { SEPARATOR } from '../protocol/entries.js';
import type { FoundText, SearchInput, SearchPart } from '../protocol/search.js';
import type { Connection } from '../schema/connection.js';
import { SLICE, selectMessageTexts } from '../statements/select.js';
import { lastOf, textsOf } from './batches.js';
import { candidateTest } from './candidate-test.js';
import { Stretches } from './stretches.js';

/** A part ends at this size of the messages looked at, and of those found, so that other requests do not wait long. */
const PART_BYTES = { seen: 4 * 1024 * 1024, found: 1024 * 1024 } as const;

/** Finds candidates among the selected messages, in order, as they are in one state of the file: all that have the words, and few others. */
export function searchMessages(
  connection: Connection,
  { selection, order, limit, maxSeen, words, after }: SearchInput,
): SearchPart {
  const mayHave = candidateTest(words);
  const messages = textsOf(connection, selection.table);
  const found: FoundText[] = [];
  let [seen, seenBytes, foundBytes] = [0, 0, 0];
  return connection.snapshot(() => {
    const stretches = new Stretches(connection, selection, order, after, maxSeen);
    for (let last = after; ; ) {
      const { upTo } = stretches;
      const sliceLimit = Math.min(SLICE, maxSeen - seen);
      const slice = selectMessageTexts(connection, selection, {
        order,
        limit: sliceLimit,
        after: last,
        upTo,
      });
      seenBytes += slice.bytes;
      const ids = slice.ids.split(',');
      const texts = slice.count === 0 ? [] : slice.texts.split(SEPARATOR);
      for (const index of mayHave(texts, slice.texts)) {
        const id = Number(ids[index]);
        const json = messages.read(id);
        const place = { at: messages.at(id), id };
        found.push({ traceId: messages.traceId(id), json, place });
        foundBytes += Buffer.byteLength(json);
        if (found.length >= limit || foundBytes >= PART_BYTES.found)
          return { found, seen: seen + index + 1, seenBytes, next: place };
      }
      if (slice.count === sliceLimit) {
        seen += slice.count;
        last = { at: slice.at, id: lastOf(slice.ids) };
      } else {
        if (upTo === undefined) return { found, seen: seen + slice.count, seenBytes, next: undefined };
        seen += stretches.pass();
        last = upTo;
      }
      if (seen >= maxSeen || seenBytes >= PART_BYTES.seen) return { found, seen, seenBytes, next: last };
    }
  });
}
