import type { estypes } from '@elastic/elasticsearch';
import { expect, test } from 'vitest';
import { ANALYTICS, KEYS, mappingOf } from '../src/setup/mapping.js';
import { mappingProblemOf } from '../src/setup/mapping-problem.js';

const MESSAGE = mappingOf('message');
const { properties = {} } = MESSAGE;

/** As Elasticsearch maps the text of the first document that comes. */
const TEXT: estypes.MappingProperty = {
  type: 'text',
  fields: { keyword: { type: 'keyword', ignore_above: 256 } },
};

/** As Elasticsearch mapped the documents of the Python service; none of them had a conversation. */
const PYTHON: estypes.MappingTypeMapping = {
  properties: {
    ...Object.fromEntries(
      ['project', 'userId', 'messageId', 'channel', 'type'].map((field) => [field, TEXT]),
    ),
    timestamp: { type: 'date' },
  },
};

test('the mappings of Memex are usable', () => {
  expect(mappingProblemOf(MESSAGE, 'message', true)).toBeUndefined();
  expect(mappingProblemOf(mappingOf('logging'), 'logging', true)).toBeUndefined();
  expect(mappingProblemOf(ANALYTICS, 'analytic', true)).toBeUndefined();
  expect(mappingProblemOf(KEYS, 'keys', true)).toBeUndefined();
});

test('mappings of the Python service are usable for its own indices', () => {
  expect(mappingProblemOf(PYTHON, 'message', false)).toBeUndefined();
  expect(mappingProblemOf({}, 'message', false)).toBeUndefined();
  expect(mappingProblemOf(PYTHON, 'message', true)).toMatch(/conversationId cannot be searched for/);
  expect(mappingProblemOf({}, 'message', true)).toMatch(/project cannot be searched for/);
});

test('an index is unusable if a field of its documents is not searchable by term', () => {
  const others: readonly (readonly [string, estypes.MappingProperty])[] = [
    ['userId', { type: 'keyword' }],
    ['userId', { type: 'text' }],
    ['userId', { type: 'long' }],
    ['userId', { properties: { id: { type: 'keyword' } } }],
    ['userId', { type: 'text', fields: { keyword: { type: 'text' } } }],
    ['timestamp', { type: 'keyword' }],
    ['memex', { properties: { at: { type: 'long' }, id: TEXT } }],
    ['memex', { properties: { at: { type: 'float' }, id: { type: 'keyword' } } }],
  ];
  for (const [field, property] of others) {
    for (const mapping of [PYTHON, MESSAGE]) {
      const changed = { ...mapping, properties: { ...mapping.properties, [field]: property } };
      expect(mappingProblemOf(changed, 'message', mapping === MESSAGE), JSON.stringify(property)).toContain(
        field,
      );
    }
  }
});

test('an index is unusable if a field is not mapped and new fields will not be', () => {
  for (const dynamic of [false, 'runtime'] as const)
    expect(mappingProblemOf({ ...PYTHON, dynamic }, 'message', false)).toContain('conversationId');
  expect(
    mappingProblemOf({ ...MESSAGE, properties: { ...properties, memex: {} } }, 'message', true),
  ).toContain('memex');
});

test('an index is unusable if it changes or rejects documents', () => {
  const unusable: readonly estypes.MappingTypeMapping[] = [
    { _source: { enabled: false } },
    { _source: { mode: 'synthetic' } },
    { _source: { excludes: ['metadata'] } },
    { _routing: { required: true } },
    { dynamic: 'strict' },
  ];
  for (const mapping of unusable)
    expect(
      mappingProblemOf({ ...MESSAGE, ...mapping }, 'message', true),
      JSON.stringify(mapping),
    ).toBeDefined();
});
