import { type Store, UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { type ServerNode, until } from '@memex/test-services';
import { expect, test, vi } from 'vitest';
import { onOwnServers, openStore } from './servers.js';

const HEALING_TIMEOUT_MS = 60_000;

/** `KILLS=20` shows the promise as it is given; each costs a start of the server. */
const KILLS = Number(process.env.KILLS ?? 2);
const KILL_INTERVAL_MS = 90_000;

/** Gives up soon, so that the tests are short. */
const IMPATIENT = { requestTimeoutMs: 2_000, retryTimeoutMs: 1_500 };

// On 9 only: what a process does with such an outage of 8 is a test of the promises.
await onOwnServers('an outage', { major: 9 }, ({ nodes: [node] }) => {
  if (node === undefined) throw new Error('a cluster has a node');

  test(
    'P2: killed under load it loses nothing that was acknowledged, and the rest is refused',
    async () => {
      const store = await openStore([node.url], IMPATIENT);
      const load = new Load(store);
      for (let round = 0; round < KILLS; round++) {
        await load.passes(2_000);
        await node.kill();
        await load.refused();
        await node.restart();
      }
      await load.passes(1_000);
      const { acknowledged, otherErrors } = await load.end();
      expect(otherErrors).toEqual([]);
      expect(await missingOf(store, acknowledged)).toEqual([]);
      console.info(
        `P2, Elasticsearch 9, killed ${KILLS} times: 0 of ${acknowledged.length} acknowledged messages missing`,
      );
      await store.stop();
    },
    (KILLS + 1) * KILL_INTERVAL_MS,
  );

  test('P8: absent at start the store is unavailable, and heals by itself', async () => {
    await node.kill();
    const store = await openStore([node.url], IMPATIENT);
    const entry = messageEntry({ project: unique('project') });
    await expect(store.messages.append({ entries: [entry] })).rejects.toThrow(UnavailableError);
    await expect(store.probe()).rejects.toThrow(UnavailableError);
    await node.restart();
    await heals(store);
    await store.messages.append({ entries: [entry] });
    expect((await store.messages.find({ traceId: entry.traceId, projects: 'all' }))?.json).toBe(entry.json);
    await store.stop();
  });

  test('P8: frozen the store is unavailable within its time, and heals by itself', async () => {
    const store = await openStore([node.url], IMPATIENT);
    await node.freeze();
    const entry = messageEntry({ project: unique('project') });
    const started = Date.now();
    await expect(store.messages.append({ entries: [entry] })).rejects.toThrow(UnavailableError);
    expect(Date.now() - started).toBeLessThan(10_000);
    await node.resume();
    await heals(store);
    await store.stop();
  });

  test('P9: read-only it refuses, nothing acknowledged is lost, and it heals', async () => {
    const prefix = `${unique('full')}-`;
    const store = await openStore([node.url], { ...IMPATIENT, prefix });
    const load = new Load(store);
    await load.passes(500);
    await block(node, prefix, true);
    await load.refused();
    await block(node, prefix, null);
    await load.passes(500);
    const { acknowledged, otherErrors } = await load.end();
    expect(otherErrors).toEqual([]);
    expect(await missingOf(store, acknowledged)).toEqual([]);
    await store.stop();
  });

  test('P9: what waits for a frozen server is bounded', async () => {
    const store = await openStore([node.url], { ...IMPATIENT, queueBytes: 100_000 });
    await heals(store); // After the outages before this one the server may be slow to take templates.
    await node.freeze();
    const appends = Array.from({ length: 1_000 }, () =>
      store.messages.append({ entries: [messageEntry({ project: 'p' })] }).then(
        () => 'stored',
        (error: unknown) => String(error),
      ),
    );
    const refused = await Promise.race(appends);
    expect(refused).toContain('too many writes are waiting');
    await node.resume();
    const outcomes = await Promise.all(appends);
    expect(outcomes.filter((outcome) => outcome.includes('too many')).length).toBeGreaterThan(500);
    await store.stop();
  });

  test('templates that were wiped are put again by a write of the next minute', async () => {
    const prefix = `${unique('wiped')}-`;
    const store = await openStore([node.url], { prefix });
    const template = `${node.url}/_index_template/${prefix}memex-message`;
    expect((await fetch(template, { method: 'DELETE' })).status).toBe(200);
    vi.setSystemTime(Date.now() + 61_000);
    await store.messages.append({ entries: [messageEntry({ project: 'p' })] });
    vi.useRealTimers();
    await until(
      async () => (await fetch(template)).status === 200,
      HEALING_TIMEOUT_MS,
      () => 'the template is not put again',
    );
    await store.stop();
  });
});

/** Four clients that post batches without pause. */
class Load {
  private readonly acknowledged: string[] = [];
  private readonly otherErrors: unknown[] = [];
  private refusals = 0;
  private ended = false;
  private readonly clients: Promise<void>[];

  constructor(private readonly store: Store) {
    this.clients = Array.from({ length: 4 }, () => this.post());
  }

  /** Waits until so many more messages are acknowledged. */
  async passes(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count;
    await until(
      () => this.acknowledged.length >= wanted,
      HEALING_TIMEOUT_MS,
      () => 'the load does not pass',
    );
  }

  /** Waits until a batch more is refused. */
  async refused(): Promise<void> {
    const wanted = this.refusals + 1;
    await until(
      () => this.refusals >= wanted,
      HEALING_TIMEOUT_MS,
      () => 'nothing is refused',
    );
  }

  async end(): Promise<{
    readonly acknowledged: readonly string[];
    readonly otherErrors: readonly unknown[];
  }> {
    this.ended = true;
    await Promise.all(this.clients);
    return { acknowledged: this.acknowledged, otherErrors: this.otherErrors };
  }

  private async post(): Promise<void> {
    while (!this.ended) {
      const entries = Array.from({ length: 20 }, () => messageEntry({ project: 'load' }));
      try {
        this.acknowledged.push(...(await this.store.messages.append({ entries })));
      } catch (error) {
        if (error instanceof UnavailableError) this.refusals++;
        else this.otherErrors.push(error);
      }
    }
  }
}

async function missingOf(store: Store, traceIds: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  let after: string | undefined;
  do {
    const page = await store.messages.page({ projects: ['load'] }, { limit: 10_000, after });
    for (const { traceId } of page.entries) found.add(traceId);
    after = page.next;
  } while (after !== undefined);
  const left = traceIds.filter((traceId) => !found.has(traceId));
  const absent = await Promise.all(
    left.map(async (traceId) => ((await store.messages.find({ traceId, projects: 'all' })) ? [] : [traceId])),
  );
  return absent.flat();
}

async function heals(store: Store): Promise<void> {
  await until(
    async () => {
      await store.messages.append({ entries: [messageEntry({ project: 'healing' })] });
      return true;
    },
    HEALING_TIMEOUT_MS,
    () => 'the store does not heal',
  );
}

/** What Elasticsearch does itself when a disk is full. */
async function block({ url }: ServerNode, prefix: string, readOnly: true | null): Promise<void> {
  const response = await fetch(`${url}/${prefix}*/_settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'index.blocks.read_only_allow_delete': readOnly }),
  });
  expect(response.status).toBe(200);
}
