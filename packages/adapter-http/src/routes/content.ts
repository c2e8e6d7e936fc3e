/** A JSON Schema of draft 2020-12. */
export type Schema = { readonly [keyword: string]: unknown };

/** A record, or one of several: each is a component of the document. */
type Codec = { readonly _tag: 'RecordCodec' | 'TaggedCodec' };

/** JSON, in the words of the codecs. */
export type JsonContent =
  /** What clients send. */
  | { readonly kind: 'input'; readonly codec: Codec }
  | { readonly kind: 'inputs'; readonly codec: Codec }
  /** What is answered, with its trace id where it is told. */
  | { readonly kind: 'value'; readonly codec: Codec; readonly traceId?: true }
  | { readonly kind: 'values'; readonly codec: Codec; readonly traceId?: true }
  /** `status` and `code`, with further fields. */
  | { readonly kind: 'status'; readonly fields?: Readonly<Record<string, Schema>> };

/** What an answer holds. */
export type Content =
  | JsonContent
  | { readonly kind: 'text'; readonly type: string }
  | { readonly kind: 'none' };
