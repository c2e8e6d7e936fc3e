import { stringifyJson } from '../json/exact-json.js';
import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** Appending, finding and deleting single entries. */
export function findingCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  return [
    {
      name: `${name}: an acknowledged entry is found by its trace id at once, its text unchanged`,
      async run({ store }) {
        const entry = sample({ project: unique('project') });
        expectEqual(await entriesOf(store).append({ entries: [entry] }), [entry.traceId], 'trace ids');
        const found = await entriesOf(store).find({ traceId: entry.traceId, projects: 'all' });
        expectEqual(found, { traceId: entry.traceId, json: entry.json }, 'the entry');
      },
    },
    {
      name: `${name}: any text comes back byte for byte`,
      async run({ store }) {
        const entry = sample({ project: unique('project') });
        const texts = awkwardTexts(entry.json);
        const entries = texts.map((json) => ({ ...entry, traceId: unique('trace'), json }));
        await entriesOf(store).append({ entries });
        for (const { traceId, json } of entries) {
          const found = await entriesOf(store).find({ traceId, projects: 'all' });
          expectEqual(found?.json === json, true, `the text ${json.slice(-80)} came back`);
        }
      },
    },
    {
      name: `${name}: a batch keeps the order of its trace ids`,
      async run({ store }) {
        const project = unique('project');
        const entries = Array.from({ length: 50 }, () => sample({ project }));
        const wanted = entries.map(({ traceId }) => traceId);
        expectEqual(await entriesOf(store).append({ entries }), wanted, 'trace ids');
        await eventually(entriesOf(store).capabilities, async () => {
          const found = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual([...found].sort(), [...wanted].sort(), 'stored entries');
        });
      },
    },
    {
      name: `${name}: an empty batch stores nothing`,
      async run({ store }) {
        expectEqual(await entriesOf(store).append({ entries: [] }), [], 'trace ids');
      },
    },
    {
      name: `${name}: appending a trace id again leaves the first entry and adds none`,
      async run({ store }) {
        const project = unique('project');
        const first = sample({ project });
        const again = { ...sample({ project }), traceId: first.traceId };
        await entriesOf(store).append({ entries: [first] });
        await entriesOf(store).append({ entries: [again] });
        const found = await entriesOf(store).find({ traceId: first.traceId, projects: 'all' });
        expectEqual(found?.json, first.json, 'the text');
        await eventually(entriesOf(store).capabilities, async () => {
          const all = await traceIdsOf((request) => entriesOf(store).page({ projects: [project] }, request));
          expectEqual(all, [first.traceId], 'stored entries');
        });
      },
    },
    {
      name: `${name}: an unknown trace id, of whatever text, finds and deletes nothing`,
      async run({ store }) {
        for (const traceId of [unique('none'), '', "' OR 1=1 --", '\u0000', '../x', '*', 'é'.repeat(600)]) {
          const found = await entriesOf(store).find({ traceId, projects: 'all' });
          expectEqual(found, undefined, `entry ${traceId.slice(0, 20)}`);
          expectEqual(await entriesOf(store).delete({ traceId, projects: 'all' }), false, 'deleted');
        }
      },
    },
    {
      name: `${name}: an entry of another project is neither found nor deleted`,
      async run({ store }) {
        const entry = sample({ project: unique('project') });
        await entriesOf(store).append({ entries: [entry] });
        for (const projects of [[], [unique('project')]]) {
          const foreign = { traceId: entry.traceId, projects };
          expectEqual(await entriesOf(store).find(foreign), undefined, 'the entry');
          expectEqual(await entriesOf(store).delete(foreign), false, 'deleted');
        }
        const own = { traceId: entry.traceId, projects: [unique('project'), entryProject(entry.json)] };
        expectEqual((await entriesOf(store).find(own))?.json, entry.json, 'the entry in its project');
      },
    },
    {
      name: `${name}: a deleted entry is gone, and deleting it again says so`,
      async run({ store }) {
        const project = unique('project');
        const [kept, gone] = [sample({ project }), sample({ project })];
        await entriesOf(store).append({ entries: [kept, gone] });
        const selector = { traceId: gone.traceId, projects: [project] };
        expectEqual(await entriesOf(store).delete(selector), true, 'deleted');
        expectEqual(await entriesOf(store).delete(selector), false, 'deleted again');
        expectEqual(await entriesOf(store).find(selector), undefined, 'the entry');
        await eventually(entriesOf(store).capabilities, async () => {
          const left = await traceIdsOf((request) => entriesOf(store).page({ projects: [project] }, request));
          expectEqual(left, [kept.traceId], 'entries left');
        });
      },
    },
    {
      name: `${name}: a call whose signal has fired is aborted and stores nothing`,
      async run({ store }) {
        const entry = sample({ project: unique('project') });
        const signal = AbortSignal.abort();
        const aborted = entriesOf(store).append({ entries: [entry] }, { signal });
        await expectRejection(aborted, 'aborted', 'append');
        const selector = { traceId: entry.traceId, projects: 'all' } as const;
        await expectRejection(entriesOf(store).find(selector, { signal }), 'aborted', 'find');
        expectEqual(await entriesOf(store).find(selector), undefined, 'the entry');
      },
    },
  ];
}

/** Variants of an entry's text that engines and parsers are known to change. */
function awkwardTexts(json: string): readonly string[] {
  const metadata = [
    stringifyJson({
      emoji: '👩‍👩‍👧‍👦 🇮🇹',
      rightToLeft: 'שלום العربية',
      nul: '\u0000',
      controls: '\b\f\n\r\t\u001f',
      separator: '\u2028',
    }),
    stringifyJson({ quotes: '"\\/\'`', lone: '\ud83d', high: '\uffff', combining: 'e\u0301' }),
    '{"__proto__":{"polluted":true},"constructor":1,"toString":null,"":"empty key","a.b":1,"$where":"x"}',
    '{"big":1234567890123456789,"negative":-98765432109876543210,"exact":0.1234567890123456789,"huge":1e400}',
    '{"10":1,"9":2,"b":3,"a":4}',
    stringifyJson({ long: 'x'.repeat(1_000_000) }),
  ];
  return metadata.map(
    (part) =>
      `${json.slice(0, json.lastIndexOf('"metadata":null'))}"metadata":${part}${json.slice(json.lastIndexOf('"metadata":null') + 15)}`,
  );
}

function entryProject(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null && 'project' in value ? String(value.project) : '';
}
