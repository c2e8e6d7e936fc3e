import { CliError, EXIT } from '../terminal/cli-error.js';
import { contentsLine, readBackupOptions } from './backup-options.js';
import type { Run } from './run.js';

/** Saves the embedded store and its jobs in one file, while others use them. */
export const backup: Run = async ({ config, args, options }) => {
  const wanted = readBackupOptions('backup', args, config);
  const { backupSqlite, hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (!hasSqliteStore(wanted.path))
    throw new CliError(EXIT.failed, [`there is no store at ${wanted.path} (STORE_PATH)`]);
  const contents = await backupSqlite(wanted);
  process.stdout.write(contentsLine(wanted.file, contents, options));
  return EXIT.done;
};
