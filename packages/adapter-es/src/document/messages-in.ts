import type { Message } from '@memex/core/model';
import { type Instant, instantOf, parseJson } from '@memex/core/toolkit';
import type { Document } from './hit.js';
import { MESSAGES } from './model.js';
import { storedEntry } from './stored-entry.js';

/** A message that was read from its document. */
export interface DecodedMessage {
  readonly traceId: string;
  readonly value: Message;
  readonly at: Instant;
}

/** The messages in documents. What is no message is left out. */
export function* messagesIn(documents: readonly Document[]): Generator<DecodedMessage, void> {
  for (const document of documents) {
    const entry = storedEntry(MESSAGES, document);
    if (entry === undefined) continue;
    const value = MESSAGES.decode(parseJson(entry.json));
    yield { traceId: entry.traceId, value, at: instantOf(value.timestamp) };
  }
}
