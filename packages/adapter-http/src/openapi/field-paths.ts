import {
  type Fields,
  type FreeFormCodec,
  isCodec,
  type ListCodec,
  Message,
  type RecordCodec,
  type TaggedCodec,
} from '@memex/core/model';

/** A regular expression for the paths of message fields. @param suffix - A pattern that may follow each of them. */
export function fieldPathPattern(suffix = ''): string {
  const paths = [...new Set(pathsIn(Message))].sort();
  return `^(${paths.join('|')})${suffix}$`;
}

/** Patterns for the paths within values of a codec. A free-form part can have any keys, at any depth. */
function pathsIn(codec: unknown): readonly string[] {
  if (isCodec<ListCodec>(codec, 'ListCodec')) return pathsIn(codec.item);
  if (isCodec<TaggedCodec>(codec, 'TaggedCodec')) return codec.members.flatMap(pathsIn);
  if (!isCodec<RecordCodec>(codec, 'RecordCodec')) return [];
  const fields: Fields = codec.fields;
  return Object.entries(fields).flatMap(([key, { codec: inner }]) => [
    isCodec<FreeFormCodec>(inner, 'FreeFormCodec') ? `${key}(\\.[^.]+)*` : key,
    ...pathsIn(inner).map((path) => `${key}\\.${path}`),
  ]);
}
