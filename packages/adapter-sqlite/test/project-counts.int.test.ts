import { messageEntry, unique } from '@memex/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

const PROJECTS = ['one', 'two', 'three'] as const;

const step = fc.oneof(
  fc.record({
    kind: fc.constant('append' as const),
    project: fc.constantFrom(...PROJECTS),
    count: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('delete' as const), place: fc.nat() }),
  fc.record({ kind: fc.constant('erase' as const), project: fc.constantFrom(...PROJECTS) }),
  fc.record({ kind: fc.constant('look' as const), project: fc.constantFrom(...PROJECTS) }),
);

test('the numbers of projects are right, whatever this process or another wrote and removed since it counted', async () => {
  const path = await emptyFolder();
  const [store, other] = [await startedStore({ path }), await startedStore({ path })];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 30 }), async (steps) => {
      const stem = unique('run');
      const stored: { readonly project: string; readonly traceId: string }[] = [];
      for (const [one, isOther] of steps) {
        const writer = isOther ? other : store;
        const project = 'project' in one ? `${stem} ${one.project}` : '';
        if (one.kind === 'append') {
          const entries = Array.from({ length: one.count }, () => messageEntry({ project, userId: project }));
          await writer.messages.append({ entries });
          stored.push(...entries.map(({ traceId }) => ({ project, traceId })));
        } else if (one.kind === 'delete') {
          const [gone] = stored.splice(one.place % Math.max(1, stored.length), 1);
          if (gone !== undefined)
            await writer.messages.delete({ traceId: gone.traceId, projects: [gone.project] });
        } else if (one.kind === 'erase') {
          await writer.messages.eraseUser({ userId: project, projects: [project] });
          stored.splice(0, stored.length, ...stored.filter((left) => left.project !== project));
        }
        const asked = one.kind === 'look' ? [project] : PROJECTS.map((name) => `${stem} ${name}`);
        const found = await store.messages.projects({ projects: asked });
        const counts = Object.fromEntries(found.map(({ project: name, messages }) => [name, messages]));
        expect(counts).toEqual(numbersOf(stored, asked));
      }
    }),
    { numRuns: 100 },
  );
});

function numbersOf(
  stored: readonly { readonly project: string }[],
  projects: readonly string[],
): Readonly<Record<string, number>> {
  const numbers = projects.map(
    (name) => [name, stored.filter(({ project }) => project === name).length] as const,
  );
  return Object.fromEntries(numbers.filter(([, number]) => number > 0));
}
