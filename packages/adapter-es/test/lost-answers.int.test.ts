import { type Store, UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/conformance';
import { expect, test } from 'vitest';
import { startFront } from './front.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const CLIENTS = 8;
const BATCHES = 20;

await onEachMajor('lost answers', ([node = '']) => {
  test('P3: of every third answer lost, what is stored is what was sent, without a key', async () => {
    let answers = 0;
    const front = await startFront(node, {
      losesAnswer: ({ url }) => url?.startsWith('/_bulk') === true && ++answers % 3 === 0,
    });
    const store = await openStore([front.url]);
    const sent: string[] = [];
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        for (let batch = 0; batch < BATCHES; batch++) {
          const entries = Array.from({ length: 5 }, () => messageEntry({ project: 'lossy' }));
          sent.push(...(await store.messages.append({ entries })));
        }
      }),
    );
    expect(answers).toBeGreaterThan(3);
    expect((await storedIn(node, store, 'lossy')).sort()).toEqual([...sent].sort());
    await store.stop();
    front.close();
  });

  test('P3: a batch that its caller gave up, sent again with its key, is completed and stored once', async () => {
    let lost = 0;
    const front = await startFront(node, {
      losesAnswer: ({ url }) => url?.startsWith('/_bulk') === true && lost++ < 4,
    });
    const impatient = await openStore([front.url], { retryMillis: 1, prefix: `${unique('key')}-` });
    const batch = () => ({
      entries: Array.from({ length: 5 }, () => messageEntry({ project: 'keyed' })),
      idempotency: { key: 'key', fingerprint: 'same' },
    });
    let answered: readonly string[] | undefined;
    let refusals = 0;
    while (answered === undefined) {
      answered = await impatient.messages.append(batch()).catch((error: unknown) => {
        if (!(error instanceof UnavailableError)) throw error;
        refusals++;
        return undefined;
      });
    }
    expect(refusals).toBe(4);
    expect((await storedIn(node, impatient, 'keyed')).sort()).toEqual([...answered].sort());
    for (const traceId of answered) await impatient.messages.delete({ traceId, projects: 'all' });
    expect(await impatient.messages.append(batch())).toEqual(answered);
    expect(await storedIn(node, impatient, 'keyed')).toEqual([]);
    await impatient.stop();
    front.close();
  });
});

/** Everything of a project, once what was acknowledged shows. */
async function storedIn(node: string, store: Store, project: string): Promise<string[]> {
  await refresh(node);
  const { entries } = await store.messages.page({ projects: [project] }, { limit: 10_000 });
  return entries.map(({ traceId }) => traceId);
}
