import { UserQuery } from '@memex/core/model';
import type { UserScope } from '@memex/core/toolkit';
import type { Settings } from '../config/config.js';
import { decodeArguments, projectOption } from '../options/decode-arguments.js';
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
  const [user, ...more] = ids;
  if (user === undefined || more.length > 0) throw misused('give the ID of one user to export');
  const { userId } = decodeArguments(UserQuery, { userId: user }, { userId: 'the ID of the user' });
  const project = projectOption(options);
  const foreign = FOREIGN.find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw misused(`--${foreign} is not for a user, of whom everything is exported`);
  if (![undefined, 'ndjson'].includes(options.format?.toLowerCase()))
    throw misused('a user is exported as ndjson');
  const { output, gzip } = options;
  const target = await targetOf(output);
  if (target.kind === 'folder') throw misused('--output must be a file: a user is exported to one');
  const path = target.kind === 'file' ? target.path : undefined;
  return {
    scope: { userId, projects: project === undefined ? 'all' : [project] },
    path,
    gzip: gzip !== undefined || path?.toLowerCase().endsWith('.gz') === true,
  };
}
