import { isCodec, Log, Message, type RecordCodec, type TaggedCodec } from '@memex/core/model';
import { expect, test } from 'vitest';
import { mappingOf } from '../src/setup/mapping.js';

test('the message template maps every field of every type of message', () => {
  const fields = new Set(Message.members.flatMap(({ fields }) => Object.keys(fields)));
  expect(Object.keys(mappingOf('message').properties ?? {}).sort()).toEqual([...fields, 'memex'].sort());
});

test('the message template maps every field of every type of content', () => {
  const contents = Message.members
    .map(({ fields }) => fields.content.codec)
    .filter((codec) => isCodec<TaggedCodec<RecordCodec>>(codec, 'TaggedCodec'));
  const fields = new Set(
    contents.flatMap(({ members }) => members.flatMap((member) => Object.keys(member.fields))),
  );
  const { content } = mappingOf('message').properties ?? {};
  expect(content && 'properties' in content && Object.keys(content.properties ?? {}).sort()).toEqual(
    [...fields].sort(),
  );
});

test('the log template maps every field of a log', () => {
  expect(Object.keys(mappingOf('logging').properties ?? {}).sort()).toEqual(
    [...Object.keys(Log.fields), 'memex'].sort(),
  );
});
