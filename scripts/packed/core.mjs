import assert from 'node:assert/strict';
import { createMemex, readMessage } from '@memex/core';
import { createMapping } from '@memex/core/imports';
import { createMemoryStore } from '@memex/core/memory';
import { decode, Message } from '@memex/core/model';
import * as ports from '@memex/core/ports';
import { readWindow } from '@memex/core/reports';
import { storeCases, withFaults } from '@memex/core/testing';
import { parseJson, safeCell } from '@memex/core/toolkit';
import { sample } from './sample.mjs';

const store = createMemoryStore();
const memex = createMemex({ store });
await memex.start();
const [traceId] = await memex.messages.append([sample]);
assert.equal(readMessage(await memex.messages.find({ traceId })).messageId, 'm1');

for (const { run } of storeCases.slice(0, 3)) await run({ store });

const broken = withFaults(store.messages, { fault: { kind: 'fail', error: new Error('planned') } });
await assert.rejects(broken.page({}, {}), /planned/);
await memex.stop();

assert.equal(decode(Message, sample).userId, 'anna');
assert.equal(parseJson('9007199254740993'), 9007199254740993n);
assert.equal(safeCell('=1'), "'=1");
assert.equal(readWindow({ range: '7d' }).value, '7d');
const [part] = createMapping('ndjson').partsOf({ place: 'line 1', value: { messageId: 'm1' } });
assert.equal(part.kind, 'message');
assert.deepEqual(Object.keys(ports), []);
