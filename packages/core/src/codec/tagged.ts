import * as t from 'io-ts';
import { appendKey } from './faults.js';
import { foldCase, LabelCodec } from './label.js';
import { type Fields, isObject, refuse } from './record.js';

type Member = t.Mixed & { readonly fields: Fields };

/** One of several records, told apart by the label in their field `tag`, which is read in any case. */
export class TaggedCodec<M extends Member> extends t.Type<t.TypeOf<M>, t.OutputOf<M>, unknown> {
  readonly _tag = 'TaggedCodec';
  constructor(
    name: string,
    readonly tag: string,
    readonly members: readonly M[],
  ) {
    const byLabel = new Map(members.map((member) => [foldCase(labelOf(member, tag)), member]));
    const expected = `must be one of ${members.map((member) => labelOf(member, tag)).join(', ')}`;
    super(
      name,
      (value): value is t.TypeOf<M> => members.some((member) => member.is(value)),
      (value, context) => {
        if (!isObject(value)) return refuse(value, context);
        const member = byLabel.get(foldCase(value[tag]));
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

function labelOf(member: Member, tag: string): string {
  const codec = member.fields[tag]?.codec;
  if (codec instanceof LabelCodec) return codec.label;
  throw new TypeError(`${member.name} has no label in its field ${tag}`);
}
