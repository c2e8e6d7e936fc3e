import { join } from 'node:path';
import { unique } from '@memex/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import type { AppendRequest } from '../dist/protocol/writes.js';
import type { Connection } from '../dist/schema/connection.js';
import { openToWrite } from '../dist/schema/open.js';
import { createWriter } from '../dist/write/writer.js';
import { emptyFolder } from './support/folder.js';

describe('writes that share a commit', () => {
  test('are one transaction', async () => {
    const connection = await openConnection();
    const commits = countedCommits(connection);
    const outcomes = answersOf(connection, [batch(), batch(), batch()]);
    expect(outcomes).toEqual([{ result: { count: 1 } }, { result: { count: 1 } }, { result: { count: 1 } }]);
    expect(commits()).toBe(1);
  });

  test('have their own outcomes: a used key stores nothing more, and returns what is kept under it', async () => {
    const connection = await openConnection();
    const outcomes = answersOf(connection, [batch('first'), batch('other'), batch('first'), batch()]);
    const earlier = { fingerprint: 'first', traceIds: ['trace-first'], form: '{}' };
    expect(outcomes).toMatchObject([
      { result: { count: 1 } },
      { result: { count: 0, earlier } },
      { result: { count: 0, earlier } },
      { result: { count: 1 } },
    ]);
  });

  test('fail alone if one is too large for the disk, and succeed when there is space', async () => {
    const connection = await openConnection();
    const [pages] = connection.prepare('PRAGMA page_count').get() ?? [];
    connection.exec(`PRAGMA max_page_count = ${Number(pages) + 20}`);
    const large = batch(undefined, 'x'.repeat(1_000_000));
    expect(answersOf(connection, [batch(), large, batch()])).toMatchObject([
      { result: { count: 1 } },
      { failure: { code: 'unavailable', reason: 'the disk is full' } },
      { result: { count: 1 } },
    ]);
    connection.exec('PRAGMA max_page_count = 1000000');
    expect(answersOf(connection, [large])).toMatchObject([{ result: { count: 1 } }]);
    expect(connection.prepare('SELECT count(*) FROM messages').get()).toEqual([3]);
  });
});

async function openConnection(): Promise<Connection> {
  const connection = openToWrite(await loadDriver(), join(await emptyFolder(), 'memex.db'));
  onTestFinished(() => connection.close());
  return connection;
}

/** Only probes look at the file. */
const NO_PROBE = { file: '' };

function answersOf(connection: Connection, requests: readonly AppendRequest[]) {
  return [...createWriter(connection, NO_PROBE)(requests)].flat();
}

/** A batch of one message. All batches with a fingerprint have the same idempotency key. */
function batch(fingerprint?: string, json = '{}'): AppendRequest {
  const traceId = fingerprint === undefined ? unique('trace') : `trace-${fingerprint}`;
  return {
    op: 'append',
    table: 'messages',
    rows: [{ traceId, at: 1, project: 'app', fields: ['request', 'WEB', 'user', 'message', null], json }],
    ...(fingerprint === undefined
      ? {}
      : { idempotency: { key: 'key', fingerprint, form: '{}', now: 1, expiredBefore: 0 } }),
  };
}

function countedCommits(connection: Connection): () => number {
  let commits = 0;
  const { transaction } = connection;
  Object.assign(connection, {
    transaction: (work: () => unknown) => {
      commits++;
      return transaction(work);
    },
  });
  return () => commits;
}
