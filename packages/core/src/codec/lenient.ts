import type * as t from 'io-ts';
import { ListCodec } from './list.js';
import { type Fields, RecordCodec } from './record.js';
import { type Member, TaggedCodec } from './tagged.js';

/**
 * The same codec, except that no record in it refuses an unknown field: for what was stored before the field was refused. It is
 * still found and shown, as if the field were not there.
 */
export function lenient<C extends t.Mixed>(codec: C): C {
  return relax(codec) as C;
}

function relax(codec: t.Mixed): t.Mixed {
  if (codec instanceof RecordCodec || codec instanceof TaggedCodec) return relaxMember(codec);
  return codec instanceof ListCodec ? new ListCodec(relax(codec.item)) : codec;
}

function relaxMember(member: Member): Member {
  if (member instanceof TaggedCodec) {
    return new TaggedCodec(member.name, member.tag, member.members.map(relaxMember));
  }
  if (!(member instanceof RecordCodec)) return member;
  return new RecordCodec(member.name, relaxFields(member.fields), member.complete);
}

function relaxFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, { ...field, codec: relax(field.codec) }]),
  );
}
