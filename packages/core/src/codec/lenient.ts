import type * as t from 'io-ts';
import { isCodec } from './is-codec.js';
import { ListCodec } from './list.js';
import { type Fields, RecordCodec } from './record.js';
import { type Member, TaggedCodec } from './tagged.js';

/**
 * The same codec, except that its records drop unknown fields instead of refusing them. It reads what was stored before a field
 * was refused.
 */
export function lenient<C extends t.Mixed>(codec: C): C {
  return relax(codec) as C;
}

function relax(codec: t.Mixed): t.Mixed {
  if (isCodec<RecordCodec>(codec, 'RecordCodec') || isCodec<TaggedCodec>(codec, 'TaggedCodec'))
    return relaxMember(codec);
  return isCodec<ListCodec>(codec, 'ListCodec') ? new ListCodec(relax(codec.item)) : codec;
}

function relaxMember(member: Member): Member {
  if (isCodec<TaggedCodec>(member, 'TaggedCodec')) {
    return new TaggedCodec(member.name, member.tag, member.members.map(relaxMember));
  }
  if (!isCodec<RecordCodec>(member, 'RecordCodec')) return member;
  return new RecordCodec(member.name, relaxFields(member.fields), member.complete);
}

function relaxFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, { ...field, codec: relax(field.codec) }]),
  );
}
