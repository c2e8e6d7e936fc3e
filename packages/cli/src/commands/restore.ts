import { EXIT } from '../terminal/cli-error.js';
import { contentsLine, readBackupOptions } from './backup-options.js';
import type { Run } from './run.js';

/** Creates an embedded store and its jobs from a backup. */
export const restore: Run = async ({ config, args, options }) => {
  const wanted = readBackupOptions('restore', args, config);
  const { restoreSqlite } = await import('@memex/adapter-sqlite');
  const contents = await restoreSqlite(wanted);
  process.stdout.write(contentsLine(wanted.path, contents, options));
  return EXIT.done;
};
