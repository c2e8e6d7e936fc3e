// Runs the migrator in a process of its own, so that a test can kill it: node migrator-process.mjs URL FOLDER
import { Client } from '@elastic/elasticsearch';
import { ExactSerializer } from '@memex/adapter-es';
import { createMigrator } from '@memex/adapter-es/migrate';
import { putLenientTemplate } from './lenient-template.mjs';

const [node, folder] = process.argv.slice(2);
const client = new Client({ node, Serializer: ExactSerializer });
const migrator = createMigrator({
  client,
  folder,
  managerIndex: 'migrations',
  prepare: () => putLenientTemplate(client),
  beatMillis: 100,
});
process.stdout.write('begins\n');
await migrator.run();
