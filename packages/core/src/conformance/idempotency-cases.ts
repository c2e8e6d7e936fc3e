import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** Batches that are sent again. */
export function idempotencyCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  const batch = (project: string, key: string, fingerprint = 'same') => ({
    entries: [sample({ project }), sample({ project })],
    idempotency: { key, fingerprint },
  });
  return [
    {
      name: `${name}: a batch repeated with its key answers the first trace ids and stores nothing more`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).append(batch(project, key));
        expectEqual(await entriesOf(store).append(batch(project, key)), first, 'trace ids');
        await eventually(entriesOf(store).capabilities, async () => {
          const stored = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual([...stored].sort(), [...first].sort(), 'stored entries');
        });
      },
    },
    {
      name: `${name}: a key used with another body is refused, and nothing is stored`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const first = await entriesOf(store).append(batch(project, key));
        await expectRejection(entriesOf(store).append(batch(project, key, 'other')), 'key_reused', 'append');
        await eventually(entriesOf(store).capabilities, async () => {
          const stored = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual(stored.length, first.length, 'stored entries');
        });
      },
    },
    {
      name: `${name}: the same key at the same time stores once and answers the same`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => entriesOf(store).append(batch(project, key))),
        );
        for (const answer of answers) expectEqual(answer, answers[0], 'trace ids');
        await eventually(entriesOf(store).capabilities, async () => {
          const stored = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual([...stored].sort(), [...(answers[0] ?? [])].sort(), 'stored entries');
        });
      },
    },
    {
      name: `${name}: keys that differ in one character are different keys`,
      async run({ store }) {
        const [project, key] = [unique('project'), unique('key')];
        const keys = [key, `${key} `, key.toUpperCase(), `${key}'--`];
        for (const one of keys) await entriesOf(store).append(batch(project, one, one));
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
        const first = await entriesOf(store).append(batch(project, key));
        const again = await reopen();
        expectEqual(await entriesOf(again).append(batch(project, key)), first, 'trace ids');
        await expectRejection(entriesOf(again).append(batch(project, key, 'other')), 'key_reused', 'append');
      },
    },
  ];
}
