import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { logEntry, messageEntry } from '@memex/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commonElasticsearch, dropIndices, indexNames, storedAt } from '../src/elasticsearch.js';
import { createFolder, type Folder } from '../src/folder.js';
import { type Command, runMemex } from '../src/server.js';
import { until } from '../src/wait.js';

const MESSAGES = 20_000;
const LOGS = 500;
const MONTHS = ['2025-11', '2025-12', '2026-01'];

const { url, skipped } = await commonElasticsearch();
const title = `memex copy${skipped}`;
let folder: Folder;

describe.skipIf(url === '')(title, () => {
  beforeEach(async () => {
    folder = await createFolder();
  });

  afterEach(async () => {
    await folder[Symbol.asyncDispose]();
  });

  test('from the embedded store to Elasticsearch and back, killed each time: each entry is there once, byte for byte', async () => {
    const [old, fresh] = [join(folder.path, 'old'), join(folder.path, 'fresh')];
    const entries = await fill(old);
    await dropIndices(url, 'message-*,logging-*,memex-values*');

    const there = ['--from', `embedded:${old}`, '--to', 'elasticsearch'];
    await kill(there, async () => (await indexNames(url, 'message-*')).length > 0);
    const one = `in embedded:${old}`;
    await expectCopied(there, [
      `messages: ${MESSAGES} ${one}, ${MESSAGES} in elasticsearch`,
      `logs: ${LOGS} ${one}, ${LOGS} in elasticsearch`,
    ]);

    const back = ['--from', 'elasticsearch', '--to', `embedded:${fresh}`];
    await kill(back, async (command) => /messages #*\.* [1-9]/.test(command.output()));
    const other = `in embedded:${fresh}`;
    await expectCopied(back, [
      `messages: ${MESSAGES} in elasticsearch, ${MESSAGES} ${other}`,
      `logs: ${LOGS} in elasticsearch, ${LOGS} ${other}`,
    ]);
    expect(await textsIn(fresh)).toEqual(entries);
    await dropIndices(url, 'message-*,logging-*');
  }, 180_000);
});

/** Fills an embedded store; the text of each entry by its trace id. */
async function fill(path: string): Promise<ReadonlyMap<string, string>> {
  const store = createSqliteStore({ path });
  await store.start();
  const messages = Array.from({ length: MESSAGES }, (_, index) =>
    messageEntry({
      project: 'copied',
      timestamp: `${MONTHS[index % 3]}-15T10:00:00.${String(index).padStart(6, '0')}`,
    }),
  );
  const logs = Array.from({ length: LOGS }, () => logEntry({ project: 'copied' }));
  await store.messages.append({ entries: messages });
  await store.logs.append({ entries: logs });
  await store.stop();
  return new Map([...messages, ...logs].map(({ traceId, json }) => [traceId, json]));
}

async function textsIn(path: string): Promise<ReadonlyMap<string, string>> {
  const store = createSqliteStore({ path });
  await store.start();
  const texts = new Map<string, string>();
  for (const port of [store.messages, store.logs]) {
    let after: string | undefined;
    do {
      const page = await port.page({ projects: 'all' }, { limit: 10_000, after });
      for (const { traceId, json } of page.entries) texts.set(traceId, json);
      after = page.next;
    } while (after !== undefined);
  }
  await store.stop();
  return texts;
}

function copy(stores: readonly string[]): Command {
  return runMemex(['copy', '--state', join(folder.path, 'state.json'), ...stores], storedAt(url));
}

/** Kills a copy once something of it is in the target. */
async function kill(stores: readonly string[], begun: (command: Command) => Promise<boolean>): Promise<void> {
  await using command = copy(stores);
  await until('the copy to have begun', async () => (await begun(command)) || undefined, 30_000);
  expect((await command.end('SIGKILL')).signal).toBe('SIGKILL');
}

/** Copies to the end, and once more: nothing changes. */
async function expectCopied(stores: readonly string[], counts: readonly string[]): Promise<void> {
  for (const time of ['once', 'again']) {
    await using command = copy(stores);
    const { code } = await command.exit;
    expect([time, code], command.output()).toEqual([time, 0]);
    for (const line of counts) expect(command.output()).toContain(line);
  }
}
