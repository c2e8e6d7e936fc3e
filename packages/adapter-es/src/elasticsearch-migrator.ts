import { askCluster } from './cluster/ask-cluster.js';
import { createClient } from './cluster/client.js';
import { memexErrorOf } from './cluster/failure.js';
import { type ElasticsearchOptions, settingsOf } from './config/options.js';
import { builtInMigrations } from './migrate/built-in/index.js';
import { ExactSerializer } from './migrate/exact-serializer.js';
import { createIndexMaker } from './migrate/make-index.js';
import { createMigrator, type Migrator, type MigratorOptions } from './migrate/migrator.js';
import { putTemplates } from './setup/templates.js';

export type ElasticsearchMigratorOptions = ElasticsearchOptions &
  Omit<MigratorOptions, 'builtIn' | 'client' | 'prefix' | 'prepare' | 'makeIndex'>;

/**
 * Creates the migrator for data of earlier versions and of the Python service in Elasticsearch. It rejects with
 * errors of the core.
 */
export function createElasticsearchMigrator(options: ElasticsearchMigratorOptions): Migrator {
  const settings = settingsOf(options);
  const withMigrator = async <A>(act: (migrator: Migrator) => Promise<A>): Promise<A> => {
    const client = createClient(options, settings, ExactSerializer);
    const prepare = (): Promise<void> => putTemplates(client, settings);
    const makeIndex = createIndexMaker(client, settings);
    try {
      await askCluster(client);
      const { prefix } = settings;
      return await act(
        createMigrator({ ...options, prefix, builtIn: builtInMigrations, client, prepare, makeIndex }),
      );
    } catch (error) {
      throw memexErrorOf(error);
    } finally {
      await client.close();
    }
  };
  return {
    status: () => withMigrator((migrator) => migrator.status()),
    run: (run) => withMigrator((migrator) => migrator.run(run)),
  };
}
