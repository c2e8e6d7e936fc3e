import type { UserScope } from '@memex/core/toolkit';
import type { Settings } from '../config/config.js';
import { misused } from '../terminal/cli-error.js';
import { targetOf } from './export-order.js';

/** What `memex export user` was asked for. */
export interface UserOrder {
  readonly scope: UserScope;
  /** The file; `undefined` for standard output. */
  readonly path: string | undefined;
  readonly gzip: boolean;
}

/** Options of other exports that make no sense here. */
const FOREIGN = ['from', 'to', 'resume', 'safe-cells'];

/** @throws CliError that names what is wrong, and what is allowed. */
export async function readUserOrder(ids: readonly string[], options: Settings): Promise<UserOrder> {
  const [userId, ...more] = ids;
  if (userId === undefined || more.length > 0) throw misused('give the ID of one user to export');
  const foreign = FOREIGN.find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw misused(`--${foreign} is not for a user, of whom everything is exported`);
  if (![undefined, 'ndjson'].includes(options.format?.toLowerCase()))
    throw misused('a user is exported as ndjson');
  const { project, output, gzip } = options;
  const target = await targetOf(output);
  if (target.kind === 'folder') throw misused('--output must be a file: a user is exported to one');
  const path = target.kind === 'file' ? target.path : undefined;
  return {
    scope: { userId, projects: project === undefined ? 'all' : [project] },
    path,
    gzip: gzip !== undefined || path?.toLowerCase().endsWith('.gz') === true,
  };
}
