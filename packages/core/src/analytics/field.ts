import * as t from 'io-ts';
import type { FreeFormCodec } from '../codec/free-form.js';
import { isCodec } from '../codec/is-codec.js';
import type { LeafCodec } from '../codec/leaf.js';
import type { ListCodec } from '../codec/list.js';
import type { RecordCodec } from '../codec/record.js';
import type { TaggedCodec } from '../codec/tagged.js';
import type { TimestampCodec } from '../codec/timestamp.js';
import { Message } from '../message/message.js';

/**
 * A dotted path to values in a message, such as `intent.confidence` or `metadata.score`. A list on the path stands for its
 * items.
 */
export type FieldPath = string & { readonly __brand: 'FieldPath' };

/** What a path leads to: texts, numbers, instants, anything (in `metadata`), or parts that are not values. */
export type FieldKind = 'text' | 'number' | 'instant' | 'free' | 'part';

/** A path in the message model. A final `.keyword`, as old definitions have it, means the field itself. */
export class FieldPathCodec extends t.Type<FieldPath, string, unknown> {
  readonly _tag = 'FieldPathCodec';
  constructor() {
    super(
      'field path',
      (value): value is FieldPath => typeof value === 'string' && kindAt(value) !== undefined,
      (value, context) => {
        const path = typeof value === 'string' ? value.replace(/\.keyword$/, '') : '';
        return isFieldPath(path)
          ? t.success(path)
          : t.failure(value, context, 'must be the path of a message field, such as intent.confidence');
      },
      t.identity,
    );
  }
}

export const fieldPath: FieldPathCodec = new FieldPathCodec();

/** A path that is known to be valid. @throws TypeError if it is not. */
export function field(path: string): FieldPath {
  if (isFieldPath(path)) return path;
  throw new TypeError(`messages have no field ${path}`);
}

export function fieldKind(path: FieldPath): FieldKind {
  return kindAt(path) ?? 'part';
}

const MAX_PATH_LENGTH = 512;

function isFieldPath(path: string): path is FieldPath {
  return path.length <= MAX_PATH_LENGTH && kindAt(path) !== undefined;
}

function kindAt(path: string): FieldKind | undefined {
  const [kind] = reach(Message, path.split('.'));
  return kind;
}

/** The kinds that messages and contents have at a path. If several have it, they agree. */
function reach(codec: t.Mixed, [key, ...rest]: readonly string[]): readonly FieldKind[] {
  if (isCodec<TaggedCodec>(codec, 'TaggedCodec')) {
    return codec.members.flatMap((member) => reach(member, key === undefined ? [] : [key, ...rest]));
  }
  if (isCodec<ListCodec>(codec, 'ListCodec'))
    return reach(codec.item, key === undefined ? [] : [key, ...rest]);
  if (key === undefined) return [kindOfCodec(codec)];
  if (key === '') return [];
  if (isCodec<FreeFormCodec>(codec, 'FreeFormCodec')) return rest.includes('') ? [] : ['free'];
  if (!isCodec<RecordCodec>(codec, 'RecordCodec') || !Object.hasOwn(codec.fields, key)) return [];
  const found = codec.fields[key];
  return found === undefined ? [] : reach(found.codec, rest);
}

function kindOfCodec(codec: t.Mixed): FieldKind {
  if (isCodec<TimestampCodec>(codec, 'TimestampCodec')) return 'instant';
  if (isCodec<RecordCodec>(codec, 'RecordCodec') || isCodec<FreeFormCodec>(codec, 'FreeFormCodec'))
    return 'part';
  return isCodec<LeafCodec>(codec, 'LeafCodec') && codec.kind === 'number' ? 'number' : 'text';
}
