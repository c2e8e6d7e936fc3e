/**
 * Whether a value is a codec of a kind, whichever copy of this package made it: `isCodec<ListCodec>(codec, 'ListCodec')`.
 *
 * @param tag - The name of its class.
 */
export function isCodec<C extends { readonly _tag: string }>(codec: unknown, tag: C['_tag']): codec is C {
  return typeof codec === 'object' && codec !== null && '_tag' in codec && codec._tag === tag;
}
