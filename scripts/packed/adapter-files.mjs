import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createOutputFiles } from '@memex/adapter-files';

const files = createOutputFiles({ stdout: process.stdout });
const table = await files.table('./table.csv');
await table.row(['id', 'a, b', null]);
await files.commit();
assert.equal(readFileSync('./table.csv', 'utf8'), 'id,"a, b",\r\n');
