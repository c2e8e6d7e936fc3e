import { expect, test } from 'vitest';
import { SourceSerializer } from '../src/cluster/source-serializer.js';

const serializer = new SourceSerializer();

test('each source stays the same text, whatever it contains', () => {
  const sources = [
    '{}',
    '{"a":{"b":[{}]},"sort":[1]}',
    '{"text":"\\"_source\\":{ } \\\\","big":1234567890123456789,"one":1.0}',
    '{"_source":{"_source":{}}}',
    '{"10":1,"9":2,"brace":"}{"}',
  ];
  const hits = sources.map(
    (source, id) => `{"_id":"${id}\\"_source\\":","_source":${source},"sort":[${id}]}`,
  );
  expect(serializer.deserialize(`{"hits":{"hits":[${hits.join(',')}]}}`)).toEqual({
    hits: { hits: sources.map((source, id) => ({ _id: `${id}"_source":`, _source: source, sort: [id] })) },
  });
});

test('an answer without sources is parsed as usual', () => {
  expect(serializer.deserialize('{"items":[{"create":{"status":201}}]}')).toEqual({
    items: [{ create: { status: 201 } }],
  });
});
