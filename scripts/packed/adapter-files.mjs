import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createOutputFiles, EXPORT_FORMATS } from '@memex/adapter-files';

const files = createOutputFiles({ stdout: process.stdout });
const table = await files.table('./table.csv');
await table.row(['id', 'a, b', null]);
await files.commit();
assert.equal(readFileSync('./table.csv', 'utf8'), 'id,"a, b",\r\n');

const encoder = EXPORT_FORMATS[2].open({ kind: 'logs', timeZone: 'UTC' });
const parts = [await encoder.encode([{ json: '{"logId":"l1"}', traceId: 't1' }]), await encoder.end()];
assert.equal(Buffer.concat(parts).toString('latin1', 0, 4), 'PAR1');
