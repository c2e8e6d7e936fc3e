import { createElasticsearchMigrator } from '@memex/adapter-es';
import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { createFolder } from '../../../src/folder.js';
import { createSamples } from '../../../src/samples.js';
import { type Node, serveOn, startNode } from '../../elasticsearch.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';

const DOCUMENTS = 100_000;
const INDICES = 60;
const MILLIS_PER_DAY = 86_400_000;

export const migrateIndices: Row = {
  name: 'es-migrate',
  work: 'Elasticsearch: migration 7 of 100,000 documents in 60 indices',
  against:
    'a script that copies the same documents from index to index, by search and `_bulk`, 1,000 a request',
  unit: 'documents/s',
  atLeast: 0.7,
  long: true,
  prepare: async () => {
    const folder = await createFolder();
    const node = await startNode();
    // It puts the templates, into whose indices both sides copy.
    await using _server = await serveOn(node);
    const script = await startScript('bare/elasticsearch/copy-indices', [node.url]);
    const migrator = createElasticsearchMigrator({
      nodes: [node.url],
      replicas: 0,
      folder: folder.path,
      managerIndex: 'migrations',
    });
    return {
      memex: {
        measure: async () => {
          await leaveDocuments(node, 'message-app-');
          await markOthers(node);
          const begin = performance.now();
          await migrator.run();
          return (DOCUMENTS / (performance.now() - begin)) * 1_000;
        },
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      },
      bare: {
        measure: async () => {
          await leaveDocuments(node, 'old-');
          return script.ask(0);
        },
        [Symbol.asyncDispose]: async () => {
          await script[Symbol.asyncDispose]();
          await node[Symbol.asyncDispose]();
        },
      },
    };
  },
};

/** Leaves indices of a day as the Python service did, and no others of entries. */
async function leaveDocuments({ client }: Node, stem: string): Promise<void> {
  const there = Object.keys(await client.indices.get({ index: 'message-*,old-*,migrations*' }));
  if (there.length > 0) await client.indices.delete({ index: there });
  const make = createSamples();
  // Those indices had no template: one with nothing in it, and more urgent than that of Memex.
  await client.indices.putIndexTemplate({
    name: 'old',
    index_patterns: ['old-*', 'message-app-*'],
    priority: 900,
  });
  for (let day = 0; day < INDICES; day++) {
    const index =
      stem + formatInstant(instantOfMillis(Date.UTC(2021, 0, 1) + day * MILLIS_PER_DAY)).slice(0, 10);
    const operations = make(Math.ceil(DOCUMENTS / INDICES)).flatMap((message) => [
      { create: { _index: index, _id: `${index}-${message.messageId}` } },
      message,
    ]);
    const { errors } = await client.bulk({ operations });
    if (errors) throw new Error('a document was refused');
  }
  await client.indices.refresh({ index: `${stem}*` });
}

/** Marks every migration but the seventh as applied. */
async function markOthers({ client }: Node): Promise<void> {
  for (const name of OTHERS) {
    const document = { name, ts: '2021-02-04T00:00:00' };
    await client.index({ index: 'migrations', id: name, document, refresh: true });
  }
}

const OTHERS = [
  '1-moving_time_window_type_renamed',
  '2-fixed_time_window_type_renamed',
  '3-analytic_reorganization',
  '4-project_to_app_id',
  '5-message_analytic',
  '6-message_conversation_deletion',
  '8-aggregation_result',
  '9-analytics_into_definitions',
];
