import assert from 'node:assert/strict';
import { createMemex, readMessage } from '@memex/core';
import { storeCases } from '@memex/core/conformance';
import { withFaults } from '@memex/core/faults';
import { createMemoryStore } from '@memex/core/memory';
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
