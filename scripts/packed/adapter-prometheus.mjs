import assert from 'node:assert/strict';
import { createMetrics, observeProcess, observeStore } from '@memex/adapter-prometheus';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { sample } from './sample.mjs';

const metrics = createMetrics();
observeProcess(metrics);
const memex = createMemex({ store: observeStore(createMemoryStore(), metrics) });
await memex.start();
await memex.messages.append([sample]);
const page = await metrics.text();
assert.match(page, /^memex_entries_stored_total\{kind="messages"\} 1$/m);
assert.match(page, /^memex_build_info\{version="\d+\.\d+\.\d+",node_version="\d/m);
await memex.stop();
