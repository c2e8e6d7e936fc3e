import * as t from 'io-ts';
import { isCodec } from './is-codec.js';
import { appendKey } from './issues.js';
import { foldCase, type LabelCodec } from './label.js';
import { type Fields, isObject, refuse } from './record.js';

/** A record, or several with the same label. */
export type Member = t.Mixed & ({ readonly fields: Fields } | { readonly members: readonly Member[] });

/** One of several members. The label in the field `tag` tells which; it is accepted in any case. */
export class TaggedCodec<M extends Member = Member> extends t.Type<t.TypeOf<M>, t.OutputOf<M>, unknown> {
  readonly _tag = 'TaggedCodec';
  constructor(
    name: string,
    readonly tag: string,
    readonly members: readonly M[],
  ) {
    const labelled = members.map((member) => ({ member, codec: labelOf(member, tag) }));
    const byLabel = new Map(
      labelled.flatMap(({ member, codec }) =>
        [codec.label, ...codec.olderNames].map((name) => [foldCase(name), member] as const),
      ),
    );
    const exactly = new Map<unknown, M>(labelled.map(({ member, codec }) => [codec.label, member]));
    const expected = `must be one of ${labelled.map(({ codec }) => codec.label).join(', ')}`;
    super(
      name,
      (value): value is t.TypeOf<M> => members.some((member) => member.is(value)),
      (value, context) => {
        if (!isObject(value)) return refuse(value, context);
        const member = exactly.get(value[tag]) ?? byLabel.get(foldCase(value[tag]));
        if (member !== undefined) return member.validate(value, context);
        const tagContext = appendKey(context, tag);
        return t.failure(
          value[tag],
          tagContext,
          value[tag] === undefined ? `is required and ${expected}` : expected,
        );
      },
      t.identity,
    );
  }
}

export function tagged<M extends Member>(name: string, tag: string, members: readonly M[]): TaggedCodec<M> {
  return new TaggedCodec(name, tag, members);
}

function labelOf(member: Member, tag: string): LabelCodec<string> {
  const [first] = 'members' in member ? member.members : [];
  if (first !== undefined) return labelOf(first, tag);
  const codec = 'fields' in member ? member.fields[tag]?.codec : undefined;
  if (isCodec<LabelCodec>(codec, 'LabelCodec')) return codec;
  throw new TypeError(`${member.name} has no label in its field ${tag}`);
}
