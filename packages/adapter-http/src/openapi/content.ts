import type { Log, Message } from '@memex/core';
import type { Schema } from './schemas.js';

/** Codecs of what is stored. */
type EntryCodec = typeof Message | typeof Log;

/** What a body or an answer holds, in the words of the codecs. */
export type Content =
  /** What clients send. */
  | { readonly kind: 'input'; readonly codec: EntryCodec }
  | { readonly kind: 'inputs'; readonly codec: EntryCodec }
  /** What is stored, with its trace id. */
  | { readonly kind: 'entry'; readonly codec: EntryCodec }
  | { readonly kind: 'entries'; readonly codec: EntryCodec; readonly traceIds: boolean }
  /** `status` and `code`, with further fields. */
  | { readonly kind: 'status'; readonly fields?: Readonly<Record<string, Schema>> }
  | { readonly kind: 'text'; readonly type: string };
