import type { Log, Message } from '@memex/core';
import type { Schema } from './schemas.js';

/** Codecs of what is stored. */
type EntryCodec = typeof Message | typeof Log;

/** JSON, in the words of the codecs. */
export type JsonContent =
  /** What clients send. */
  | { readonly kind: 'input'; readonly codec: EntryCodec }
  | { readonly kind: 'inputs'; readonly codec: EntryCodec }
  /** What is stored, with its trace id. */
  | { readonly kind: 'entry'; readonly codec: EntryCodec }
  | { readonly kind: 'entries'; readonly codec: EntryCodec; readonly traceIds: boolean }
  /** `status` and `code`, with further fields. */
  | { readonly kind: 'status'; readonly fields?: Readonly<Record<string, Schema>> };

/** What an answer holds. */
export type Content = JsonContent | { readonly kind: 'text'; readonly type: string };
