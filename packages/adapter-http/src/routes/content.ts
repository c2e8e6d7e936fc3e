/** A JSON Schema of draft 2020-12. */
export type Schema = { readonly [keyword: string]: unknown };

/** A record, or one of several: each is a component of the document. */
type Codec = { readonly _tag: 'RecordCodec' | 'TaggedCodec' };

/** JSON, described by codecs. */
export type JsonContent =
  /** Sent by clients. */
  | { readonly kind: 'input'; readonly codec: Codec }
  | { readonly kind: 'inputs'; readonly codec: Codec; readonly minItems?: number; readonly maxItems?: number }
  /** Returned to clients, with or without the trace id. */
  | { readonly kind: 'value'; readonly codec: Codec; readonly traceId?: true }
  | { readonly kind: 'values'; readonly codec: Codec; readonly traceId?: true }
  /** `status` and `code`, with additional fields. */
  | { readonly kind: 'status'; readonly fields?: Readonly<Record<string, Schema>> }
  /** Of no codec, because nobody sends it. All fields are required. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Schema>> };

/** The content of a response. */
export type Content =
  | JsonContent
  | { readonly kind: 'text'; readonly type: string }
  /** A file, in one of several formats. */
  | {
      readonly kind: 'file';
      readonly types: readonly string[];
      /** By type, the beginning of one. */
      readonly examples: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'none' };
