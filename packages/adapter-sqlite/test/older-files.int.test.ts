import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { type AnalyticalStore, KeyReusedError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { everyQuestion, sourcesOf, variedEntries } from '@memex/core/testing';
import { computeAll } from '@memex/core/toolkit';
import { expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { connectionOn } from '../dist/schema/connection.js';
import { hashOf } from '../dist/schema/hash.js';
import { MIGRATIONS } from '../dist/schema/migrations.js';
import { emptyFolder } from './support/folder.js';

const MESSAGES = 3_000;
const QUESTIONS = everyQuestion('app').filter(({ type }) => type !== 'aggregation');

test('analytics of a file with the first schema equal those of a new file', async () => {
  const path = await emptyFolder();
  const entries = variedEntries(MESSAGES, 'app');
  await writeFirstSchema(join(path, 'memex.db'), entries);
  const older = await started(createSqliteStore({ path }));
  const memory = await started(createMemoryStore());
  await memory.messages.append({ entries });
  const expectEqual = async () =>
    expect(await computeAll(QUESTIONS, sourcesOf(older))).toEqual(
      await computeAll(QUESTIONS, sourcesOf(memory)),
    );
  await expectEqual();

  for (const { messages } of [older, memory]) {
    await messages.append({ entries: variedEntries(MESSAGES, 'app', 2) });
    for (const { traceId } of entries.slice(0, MESSAGES / 3))
      await messages.delete({ traceId, projects: 'all' });
    await messages.eraseUser({ userId: entries[MESSAGES - 1]?.value.userId ?? '', projects: 'all' });
  }
  await expectEqual();
});

test('a file with the first schema gets an identity that is unique and never changes', async () => {
  const identities = new Set<string>();
  for (let files = 0; files < 2; files++) {
    const path = await emptyFolder();
    await writeFirstSchema(join(path, 'memex.db'), []);
    const store = await started(createSqliteStore({ path }));
    const identity = await store.identity();
    await store.stop();
    await store.start();
    expect(await store.identity()).toBe(identity);
    expect(identity).toMatch(/^[0-9a-f]{32}$/);
    identities.add(identity);
  }
  expect(identities.size).toBe(2);
});

test('a key stored without a form is replayed in the form of the repeated request', async () => {
  const path = await emptyFolder();
  const file = join(path, 'memex.db');
  await writeFirstSchema(file, []);
  const connection = connectionOn((await loadDriver())(file));
  const now = Date.now() * 1_000;
  for (const [key, traceIds] of [
    ['two', 'one\ntwo'],
    ['none', ''],
  ] as const) {
    const digest = createHash('sha256').update(`messages ${key}`).digest('hex');
    connection
      .prepare('INSERT INTO idempotency_keys (key_digest, fingerprint, trace_ids, at) VALUES (?, ?, ?, ?)')
      .run(digest, 'same', traceIds, now);
  }
  connection.close();

  const { messages } = await started(createSqliteStore({ path }));
  const [first = null, second = null] = variedEntries(2, 'app');
  const keyed = { key: 'two', fingerprint: 'same', form: 'partial', issues: [] } as const;
  const traceIds = ['one', 'two'];
  expect(await messages.appendOnce({ ...keyed, entries: [first, second] })).toEqual({ traceIds, issues: [] });
  expect(await messages.appendOnce({ ...keyed, form: 'whole', entries: [first, second] })).toEqual({
    traceIds,
    issues: [],
  });
  const issue = { path: '[1]', message: 'is not well-formed' };
  expect(await messages.appendOnce({ ...keyed, entries: [first, null, second], issues: [issue] })).toEqual({
    traceIds: ['one', null, 'two'],
    issues: [issue],
  });
  // It is unknown which of three well-formed items was refused the first time.
  const third = variedEntries(3, 'app')[2] ?? null;
  await expect(messages.appendOnce({ ...keyed, entries: [first, second, third] })).rejects.toThrow(
    KeyReusedError,
  );
  expect(await messages.appendOnce({ ...keyed, key: 'none', entries: [] })).toEqual({
    traceIds: [],
    issues: [],
  });
});

/** Writes a file as the first version of this package did. */
async function writeFirstSchema(file: string, entries: readonly NewEntry<Message>[]): Promise<void> {
  const connection = connectionOn((await loadDriver())(file));
  MIGRATIONS[0]?.(connection);
  connection.exec("PRAGMA user_version = 1; INSERT INTO projects (id, name) VALUES (7, 'app')");
  const types = ['request', 'response', 'notification'];
  connection.transaction(() => {
    for (const [index, { traceId, at, value, json }] of entries.entries()) {
      const { channel, userId, messageId, conversationId } = value;
      const hashes = [channel, userId, messageId].map(hashOf);
      connection
        .prepare('INSERT INTO messages VALUES (?, ?, 7, ?, ?, ?, ?, ?, ?)')
        .run(
          index + 2,
          traceId,
          at,
          types.indexOf(value.type),
          ...hashes,
          conversationId === null ? null : hashOf(conversationId),
        );
      connection.prepare('INSERT INTO messages_text VALUES (?, ?)').run(index + 2, json);
    }
    // The overwritten text of a deleted message.
    connection.exec("INSERT INTO messages_text VALUES (1, '   ')");
  });
  connection.close();
}

async function started(store: AnalyticalStore): Promise<AnalyticalStore> {
  await store.start();
  onTestFinished(() => store.stop());
  return store;
}
