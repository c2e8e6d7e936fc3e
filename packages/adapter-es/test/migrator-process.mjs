// Runs the migrator in a process of its own, so that a test can kill it: node migrator-process.mjs URL FOLDER
import { createElasticsearchMigrator } from '@memex/adapter-es';

const [node, folder] = process.argv.slice(2);
const options = { nodes: [node], folder, managerIndex: 'migrations', heartbeatMs: 100, replicas: 0 };
process.stdout.write('begins\n');
await createElasticsearchMigrator(options).run();
