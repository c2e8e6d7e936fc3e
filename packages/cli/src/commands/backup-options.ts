import { resolve } from 'node:path';
import type { BackupContents, BackupOptions } from '@memex/adapter-sqlite';
import { jobsFile } from '../composition/jobs.js';
import { storeKindOf } from '../composition/stores.js';
import type { Config, Settings } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';

/** @throws CliError if the store is not the embedded one, or if not exactly one file is given. */
export function readBackupOptions(command: string, args: readonly string[], config: Config): BackupOptions {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0)
    throw new CliError(EXIT.misused, [`give one file: memex ${command} FILE`]);
  if (storeKindOf(config) !== 'embedded')
    throw new CliError(EXIT.misused, [
      `\`memex ${command}\` is for the embedded store; for Elasticsearch, use its snapshots`,
    ]);
  return { path: resolve(config.STORE_PATH), jobsFile: jobsFile(config), file: resolve(file) };
}

/** What a backup contains, as text or as JSON. */
export function contentsLine(file: string, contents: BackupContents, { json }: Settings): string {
  if (json !== undefined) return `${JSON.stringify({ file, ...contents })}\n`;
  const { messages, logs, analytics, madeAt } = contents;
  return `${file}: ${countOf(messages)} messages, ${countOf(logs)} logs and ${countOf(analytics)} analytics, as of ${madeAt}\n`;
}
