import { type Issue, readMessage, type Store, UnavailableError } from '@memex/core';
import type { Message } from '@memex/core/model';
import type { BatchForm, BatchOutcome, KeyedBatch, StoredEntry } from '@memex/core/ports';
import { messageEntry, unique } from '@memex/core/testing';
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
    const impatient = await openStore([front.url], { retryTimeoutMs: 1, prefix: `${unique('key')}-` });
    const batch = () =>
      keyed(
        'partial',
        Array.from({ length: 5 }, () => messageEntry({ project: 'keyed' })),
      );
    const { answered, refusals } = await insist(impatient, batch);
    expect(refusals).toBe(4);
    expect((await storedIn(node, impatient, 'keyed')).sort()).toEqual([...answered.traceIds].sort());
    for (const traceId of idsOf(answered)) await impatient.messages.delete({ traceId, projects: 'all' });
    expect(await impatient.messages.appendOnce(batch())).toEqual(answered);
    expect(await storedIn(node, impatient, 'keyed')).toEqual([]);
    await impatient.stop();
    front.close();
  });

  test('an item that was rejected in the first attempt is not stored when the batch is completed', async () => {
    let lost = 0;
    const front = await startFront(node, {
      losesAnswer: ({ url }) => url?.startsWith('/_bulk') === true && lost++ < 2,
    });
    const impatient = await openStore([front.url], { retryTimeoutMs: 1, prefix: `${unique('key')}-` });
    const entryOf = (messageId: string) => messageEntry({ project: 'late', messageId });
    let calls = 0;
    const { answered } = await insist(impatient, () =>
      keyed('partial', [calls++ === 0 ? null : entryOf('late'), entryOf('kept')], calls === 1 ? [LATE] : []),
    );
    expect(calls).toBeGreaterThan(1);
    expect(answered).toEqual({ traceIds: [null, expect.any(String)], issues: [LATE] });
    const [stored, ...others] = await entriesIn(node, impatient, 'late');
    expect(stored && { ...readMessage(stored), traceId: stored.traceId }).toMatchObject({
      messageId: 'kept',
      traceId: answered.traceIds[1],
    });
    expect(others).toEqual([]);
    await impatient.stop();
    front.close();
  });

  test('a key of an older version, without a form, is replayed', async () => {
    const prefix = `${unique('key')}-`;
    const store = await openStore([node], { prefix });
    const entries = [messageEntry({ project: 'older' }), messageEntry({ project: 'older' })];
    const traceIds = idsOf(await store.messages.appendOnce(keyed('whole', entries)));
    await refresh(node);
    await forgetForm(`${node}/${prefix}memex-keys`);
    for (const form of ['whole', 'partial'] as const) {
      const repeated = keyed(form, [messageEntry({ project: 'older' }), messageEntry({ project: 'older' })]);
      expect(await store.messages.appendOnce(repeated)).toEqual({ traceIds, issues: [] });
    }
    await store.stop();
  });
});

/** Everything of a project, once what was acknowledged shows. */
async function storedIn(node: string, store: Store, project: string): Promise<string[]> {
  return (await entriesIn(node, store, project)).map(({ traceId }) => traceId);
}

async function entriesIn(node: string, store: Store, project: string): Promise<readonly StoredEntry[]> {
  await refresh(node);
  const { entries } = await store.messages.page({ projects: [project] }, { limit: 10_000 });
  return entries;
}

/** Keeps the one key of an index as versions without forms did. */
async function forgetForm(index: string): Promise<void> {
  const { hits } = JSON.parse(await (await fetch(`${index}/_search`)).text());
  const [
    {
      _id: id,
      _source: { form, ...older },
    },
  ] = hits.hits;
  expect(form).toMatchObject({ form: 'whole' });
  const { ok } = await fetch(`${index}/_doc/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(older),
  });
  expect(ok).toBe(true);
}

const LATE = { path: '[0].timestamp', message: 'must not be that far in the future' };

function keyed(
  form: BatchForm,
  entries: KeyedBatch<Message>['entries'],
  issues: readonly Issue[] = [],
): KeyedBatch<Message> {
  return { key: 'key', fingerprint: 'same', form, entries, issues };
}

/** Sends a batch until it is acknowledged. */
async function insist(
  store: Store,
  batch: () => KeyedBatch<Message>,
): Promise<{ readonly answered: BatchOutcome; readonly refusals: number }> {
  for (let refusals = 0; ; refusals++) {
    const answered = await store.messages.appendOnce(batch()).catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) throw error;
    });
    if (answered !== undefined) return { answered, refusals };
  }
}

function idsOf({ traceIds }: BatchOutcome): readonly string[] {
  return traceIds.filter((traceId) => traceId !== null);
}
