import type { KeyedBatch } from '../entry/keyed-batch.js';
import type { Store } from '../store/store.js';
import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** Repeated batches. */
export function idempotencyCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  const batch = (project: string, key: string, fingerprint = 'same'): KeyedBatch<T> => ({
    key,
    fingerprint,
    form: 'whole',
    entries: [sample({ project }), sample({ project })],
    issues: [],
  });
  /** The first item was malformed at first, and is well-formed when sent again, like one whose time was in the future. */
  const partial = (project: string, key: string, time: 'first' | 'later'): KeyedBatch<T> => ({
    key,
    fingerprint: 'same',
    form: 'partial',
    entries: [time === 'first' ? null : sample({ project }), sample({ project }), null],
    issues: time === 'first' ? [EARLY, MALFORMED] : [MALFORMED],
  });
  const expectStored = (store: Store, project: string, traceIds: readonly (string | null)[]) =>
    eventually(entriesOf(store).capabilities, async () => {
      const stored = await traceIdsOf((request) => entriesOf(store).page({ projects: [project] }, request));
      expectEqual([...stored].sort(), traceIds.filter((id) => id !== null).sort(), 'stored entries');
    });
  return [
    {
      name: `${name}: a batch repeated with its key answers the first trace ids and stores nothing more`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).appendOnce(batch(project, key));
        expectEqual(await entriesOf(store).appendOnce(batch(project, key)), first, 'outcome');
        await expectStored(store, project, first.traceIds);
      },
    },
    {
      name: `${name}: a key used with another body is refused, and nothing is stored`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).appendOnce(batch(project, key));
        await expectRejection(
          entriesOf(store).appendOnce(batch(project, key, 'other')),
          'key_reused',
          'appendOnce',
        );
        await expectStored(store, project, first.traceIds);
      },
    },
    {
      name: `${name}: a batch stored in part answers the same when it is repeated, whatever its items are now`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const sent = partial(project, key, 'first');
        const wanted = { traceIds: [null, sent.entries[1]?.traceId, null], issues: sent.issues };
        expectEqual(await entriesOf(store).appendOnce(sent), wanted, 'outcome');
        const repeated = partial(project, key, 'later');
        expectEqual(await entriesOf(store).appendOnce(repeated), wanted, 'outcome of the repeated batch');
        await expectStored(
          store,
          project,
          wanted.traceIds.map((id) => id ?? null),
        );
      },
    },
    {
      name: `${name}: a key used for the same batch in another form is refused, and nothing is stored`,
      async run({ store }) {
        for (const [form, other] of [
          ['whole', 'partial'],
          ['partial', 'whole'],
        ] as const) {
          const [project, key] = [unique('project'), unique('key')];
          const first = await entriesOf(store).appendOnce({ ...batch(project, key), form });
          const again = { ...batch(project, key), form: other };
          await expectRejection(entriesOf(store).appendOnce(again), 'key_reused', 'appendOnce');
          await expectStored(store, project, first.traceIds);
        }
      },
    },
    {
      name: `${name}: a batch of nothing, and one of refused items only, take their keys and answer the same again`,
      async run({ store }) {
        const empty: KeyedBatch<T> = { ...batch('p', unique('key')), entries: [] };
        const nothing = { traceIds: [], issues: [] };
        const refused: KeyedBatch<T> = {
          ...partial('p', unique('key'), 'first'),
          entries: [null],
          issues: [EARLY],
        };
        for (const time of ['first', 'repeated']) {
          expectEqual(await entriesOf(store).appendOnce(empty), nothing, `${time} outcome of nothing`);
          expectEqual(
            await entriesOf(store).appendOnce(refused),
            { traceIds: [null], issues: [EARLY] },
            `${time} outcome of refused items`,
          );
        }
        const other = { ...empty, fingerprint: 'other' };
        await expectRejection(entriesOf(store).appendOnce(other), 'key_reused', 'appendOnce');
      },
    },
    {
      name: `${name}: the same key at the same time stores once and answers the same`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => entriesOf(store).appendOnce(batch(project, key))),
        );
        for (const answer of answers) expectEqual(answer, answers[0], 'outcome');
        await expectStored(store, project, answers[0]?.traceIds ?? []);
      },
    },
    {
      name: `${name}: keys that differ in one character are different keys`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const keys = [key, `${key} `, key.toUpperCase(), `${key}'--`];
        for (const one of keys) await entriesOf(store).appendOnce(batch(project, one, one));
        await eventually(entriesOf(store).capabilities, async () => {
          const stored = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual(stored.length, 2 * keys.length, 'stored entries');
        });
      },
    },
    {
      name: `${name}: a key survives a restart`,
      async run({ store, reopen }) {
        if (reopen === undefined) return;
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).appendOnce(batch(project, key));
        const again = await reopen();
        expectEqual(await entriesOf(again).appendOnce(batch(project, key)), first, 'outcome');
        await expectRejection(
          entriesOf(again).appendOnce(batch(project, key, 'other')),
          'key_reused',
          'appendOnce',
        );
      },
    },
    {
      name: `${name}: what was refused of a batch survives a restart`,
      async run({ store, reopen }) {
        if (reopen === undefined) return;
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).appendOnce(partial(project, key, 'first'));
        const again = await reopen();
        expectEqual(await entriesOf(again).appendOnce(partial(project, key, 'later')), first, 'outcome');
        await expectRejection(entriesOf(again).appendOnce(batch(project, key)), 'key_reused', 'appendOnce');
      },
    },
  ];
}

const EARLY = { path: '[0].timestamp', message: 'must not be that far in the future' };
const MALFORMED = { path: '[2].project', message: 'is required' };
