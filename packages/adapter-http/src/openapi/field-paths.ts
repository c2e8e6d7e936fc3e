import { type Fields, FreeFormCodec, ListCodec, Message, RecordCodec, TaggedCodec } from '@memex/core/model';

/** A regular expression of the paths that lead to fields of messages. @param suffix - What may stand behind each, as a pattern. */
export function fieldPathPattern(suffix = ''): string {
  const paths = [...new Set(pathsIn(Message))].sort();
  return `^(${paths.join('|')})${suffix}$`;
}

/** Patterns of the paths within values of a codec. A free-form part has any keys, at any depth. */
function pathsIn(codec: unknown): readonly string[] {
  if (codec instanceof ListCodec) return pathsIn(codec.item);
  if (codec instanceof TaggedCodec) return codec.members.flatMap(pathsIn);
  if (!(codec instanceof RecordCodec)) return [];
  const fields: Fields = codec.fields;
  return Object.entries(fields).flatMap(([key, { codec: inner }]) => [
    inner instanceof FreeFormCodec ? `${key}(\\.[^.]+)*` : key,
    ...pathsIn(inner).map((path) => `${key}\\.${path}`),
  ]);
}
