import assert from 'node:assert/strict';
import { backupSqlite, createSqliteStore, restoreSqlite } from '@memex/adapter-sqlite';
import { createMemex, readMessage } from '@memex/core';
import { sample } from './sample.mjs';

const first = createMemex({ store: createSqliteStore({ path: './data' }) });
await first.start();
const [traceId] = await first.messages.append([sample]);
await first.stop();

const second = createMemex({ store: createSqliteStore({ path: './data' }) });
await second.start();
assert.equal(readMessage(await second.messages.find({ traceId })).messageId, 'm1');
await second.stop();

await backupSqlite({ path: './data', jobsFile: './data/jobs.db', file: './saved.db' });
assert.equal(
  (await restoreSqlite({ path: './other', jobsFile: './other/jobs.db', file: './saved.db' })).messages,
  1,
);
