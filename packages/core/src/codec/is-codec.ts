/**
 * Whether a value is a codec of the given class, from any copy of this package: `isCodec<ListCodec>(codec, 'ListCodec')`.
 *
 * @param tag - The name of the class.
 */
export function isCodec<C extends { readonly _tag: string }>(codec: unknown, tag: C['_tag']): codec is C {
  return typeof codec === 'object' && codec !== null && '_tag' in codec && codec._tag === tag;
}
