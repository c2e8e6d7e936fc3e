import assert from 'node:assert/strict';
import { createElasticsearchStore } from '@memex/adapter-es';

const store = createElasticsearchStore({ nodes: ['http://127.0.0.1:1'] });
await store.start();
await assert.rejects(store.probe(), { code: 'unavailable' });
await store.stop();
