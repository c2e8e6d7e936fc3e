import { compute } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import { jsonValue } from '../codec/free-form.js';
import { parseJson, stringifyJson } from '../json/exact-json.js';
import type { AnalyticalStore } from '../store/store.js';
import { sourcesOf } from './analysis-questions.js';
import { expectEqual } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { eventually } from './eventually.js';
import { messageEntry, unique } from './samples.js';

/** Integers that no double holds. Each is a value of its own, however large it is and however it is written. */
export const largeIntegerCases: readonly AnalyticalCase[] = [
  {
    name: 'large integers: 500 ids next to each other are 500 values, in total and over each part of the time',
    async run({ store }) {
      const ids = Array.from({ length: 500 }, (_, index) => `${1_234_567_890_123_456_000n + BigInt(index)}`);
      const project = await append(store, [...ids, ...ids.slice(0, 10)]);
      await expectFound(store, project, { aggregation: 'cardinality', interval: 'month' }, [500, 500]);
    },
  },
  {
    name: 'large integers: a term filter finds each by all of its digits, whatever its sign and size',
    async run({ store }) {
      const long = '7'.repeat(400);
      const pairs = ['9007199254740993', '12345678901234567890', `${long}`, '-9223372036854775809'];
      const neighbours = ['9007199254740992', '12345678901234567891', `${long}7`, '9223372036854775809'];
      const project = await append(store, [...pairs, ...pairs, ...neighbours, '"9007199254740993"', 'true']);
      for (const id of pairs) await expectFound(store, project, termOf(id), [2]);
      for (const id of neighbours) await expectFound(store, project, termOf(id), [1]);
      for (const id of ['"9007199254740993"', 'true']) await expectFound(store, project, termOf(id), [1]);
      await expectFound(store, project, termOf('12345678901234567892'), [0]);
    },
  },
  {
    name: 'large integers: one is the same value however it is written, and so is a small one',
    async run({ store }) {
      const large = [
        '9007199254740993',
        '9.007199254740993e15',
        '9007199254740993.0',
        '90071992547409930e-1',
      ];
      const round = ['100000000000000000000000', '1e23', '10E+22'];
      const small = ['1', '1.0', '1e0', `1.${'0'.repeat(500)}`];
      const huge = ['1e999', '10e998', `1${'0'.repeat(999)}`];
      const project = await append(store, [...large, ...round, ...small, ...huge]);
      await expectFound(store, project, { aggregation: 'cardinality' }, [4]);
      for (const forms of [large, round, huge])
        for (const form of forms) await expectFound(store, project, termOf(form), [forms.length]);
      for (const form of small) await expectFound(store, project, termOf(form), [small.length]);
    },
  },
  {
    name: 'large integers: numbers that are no integers are equal where the doubles nearest to them are',
    async run({ store }) {
      const project = await append(store, ['0.1', '0.10000000000000001', '0.2', '1e-400', '0']);
      await expectFound(store, project, { aggregation: 'cardinality' }, [3]);
      for (const form of ['0.1', '0.10000000000000001', '-0', '1e-400'])
        await expectFound(store, project, termOf(form), [2]);
    },
  },
  {
    name: 'large integers: one at a time in a list counts as a value, and the message once in a filter',
    async run({ store }) {
      const project = await append(store, ['[9007199254740993, [9007199254740994, 9007199254740993], "x"]']);
      await expectFound(store, project, { aggregation: 'cardinality' }, [3]);
      await expectFound(store, project, termOf('9007199254740993'), [1]);
    },
  },
  {
    name: 'large integers: ranges compare them by all of their digits',
    async run({ store }) {
      const ids = [
        '9007199254740992',
        '9007199254740993',
        '9007199254740995',
        '-9007199254740993',
        '5',
        '0.5',
      ];
      const project = await append(store, [...ids, '"x"', '1e999']);
      const counts = { gr: 1, gre: 2, lq: 4, lqe: 5 };
      for (const [operation, count] of Object.entries(counts))
        await expectFound(store, project, valuesWhere(operation, '9007199254740993'), [count]);
      await expectFound(store, project, valuesWhere('gr', '9007199254740992'), [2]);
      await expectFound(store, project, valuesWhere('lq', '-9007199254740992'), [1]);
      await expectFound(store, project, valuesWhere('lqe', '1e999'), [ids.length]);
      await expectFound(store, project, valuesWhere('gr', '1e999'), [0]);
    },
  },
  {
    name: 'large integers: sums and the like take them as the doubles nearest to them, and none beyond those',
    async run({ store }) {
      const project = await append(store, ['9007199254740993', '-9007199254740992', '1e999']);
      await expectFound(store, project, { aggregation: 'sum' }, [0]);
      await expectFound(store, project, { aggregation: 'value_count' }, [2]);
      await expectFound(store, project, { aggregation: 'max' }, [9_007_199_254_740_992]);
    },
  },
  {
    name: 'large integers: a definition that filters by one is found and listed with all of its digits',
    async run({ store }) {
      const { analytics } = store;
      const project = unique('project');
      const filters = ['9007199254740993', '1e999', '0.12345678901234567890123'].map(
        (literal) => `{"field":"metadata.id","operation":"term","value":${literal}}`,
      );
      const text = `{"type":"aggregation","project":"${project}","field":"metadata.id","aggregation":"value_count","filters":[${filters}]}`;
      const sent = parseJson(text);
      const descriptor = decode(Descriptor, Object.assign({}, sent, { timespan: ALL }));
      const id = unique('analytic');
      await analytics.define(id, descriptor);
      expectEqual((await analytics.find({ id, projects: 'all' }))?.descriptor, descriptor, 'found');
      const listed = stringifyJson(descriptor);
      const { entries } = await analytics.page({ projects: [project] }, { limit: 2 });
      expectEqual(
        entries.map((entry) => stringifyJson(entry.descriptor)),
        [listed],
        'listed',
      );
      expectEqual(
        filters.every((filter) => listed.includes(filter)),
        true,
        'the digits that were sent',
      );
    },
  },
];

const ALL = { type: 'moving', value: 'all' };

function termOf(literal: string): object {
  return valuesWhere('term', literal);
}

/** Counts the messages that pass a filter: each has one number under `one`. */
function valuesWhere(operation: string, literal: string): object {
  const filters = [{ field: 'metadata.id', operation, value: parseJson(literal) }];
  return { aggregation: 'value_count', field: 'metadata.one', filters };
}

/** Stores a message for each JSON literal, as its `metadata.id`. Returns the project. */
async function append(store: AnalyticalStore, literals: readonly string[]): Promise<string> {
  const project = unique('project');
  const entries = literals.map((literal) =>
    messageEntry({
      project,
      timestamp: '2026-10-20T00:00:00',
      metadata: { id: decode(jsonValue, parseJson(literal)), one: 1 },
    }),
  );
  await store.messages.append({ entries });
  return project;
}

/** Expects an aggregation to find a number, in total and then in each bucket that has any. */
async function expectFound(
  store: AnalyticalStore,
  project: string,
  question: object,
  expected: readonly number[],
): Promise<void> {
  const sent = { project, timespan: ALL, type: 'aggregation', field: 'metadata.id', ...question };
  await eventually(store.messages.capabilities, async () => {
    const result = await compute(decode(Descriptor, sent), sourcesOf(store));
    expectEqual(figuresIn(result), expected, stringifyJson(question));
  });
}

function figuresIn(result: AnalyticResult): readonly unknown[] {
  if (result.type !== 'aggregation') return [];
  return [result, ...(result.series ?? [])].flatMap(({ aggregation }) => Object.values(aggregation ?? {}));
}
