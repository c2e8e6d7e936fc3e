import { createClient } from '../client.js';
import { translate } from '../failure.js';
import { type ElasticsearchOptions, settingsOf } from '../options.js';
import { askCluster } from '../setup/cluster.js';
import { putTemplates } from '../setup/templates.js';
import { ExactSerializer } from './exact-serializer.js';
import { createIndexMaker } from './make-index.js';
import { createMigrator, type Migrator, type MigratorOptions } from './migrator.js';

export type ElasticsearchMigratorOptions = ElasticsearchOptions &
  Omit<MigratorOptions, 'client' | 'prepare' | 'makeIndex'>;

/** The migrator of what earlier versions, and the Python service before them, left in Elasticsearch. Rejects with errors of the core. */
export function createElasticsearchMigrator(options: ElasticsearchMigratorOptions): Migrator {
  const settings = settingsOf(options);
  const withMigrator = async <A>(act: (migrator: Migrator) => Promise<A>): Promise<A> => {
    const client = createClient(options, settings, ExactSerializer);
    const prepare = (): Promise<void> => putTemplates(client, settings);
    const makeIndex = createIndexMaker(client, settings);
    try {
      await askCluster(client);
      return await act(createMigrator({ ...options, client, prepare, makeIndex }));
    } catch (error) {
      throw translate(error);
    } finally {
      await client.close();
    }
  };
  return {
    status: () => withMigrator((migrator) => migrator.status()),
    run: (run) => withMigrator((migrator) => migrator.run(run)),
  };
}
