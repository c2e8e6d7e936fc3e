import { createMemex } from '@memex/core';
import { type Receipt, ReceiptsQuery } from '@memex/core/model';
import { openExistingStore } from '../composition/existing-store.js';
import { decodeArguments } from '../options/decode-arguments.js';
import { EXIT } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import type { Run } from './run.js';

/** Prints what was deleted, and by whom, the newest first. */
export const receipts: Run = async ({ config, options: { user, json } }) => {
  const query = decodeArguments(ReceiptsQuery, { userId: user }, { userId: '--user' });
  const store = await openExistingStore(config, 'use GET /receipts of the process that has the data');
  const memex = createMemex({ store, timeZone: config.TIME_ZONE });
  await memex.start();
  try {
    let cursor: string | undefined;
    let count = 0;
    do {
      const page = await memex.receipts.list({ ...query, cursor });
      for (const receipt of page.entries)
        process.stdout.write(`${json === undefined ? lineOf(receipt) : JSON.stringify(receipt)}\n`);
      cursor = page.cursor;
      count += page.entries.length;
    } while (cursor !== undefined);
    if (count === 0 && json === undefined)
      process.stdout.write(
        `there are no receipts${user === undefined ? ': nothing was deleted' : ' of this user'}\n`,
      );
  } finally {
    await memex.stop();
  }
  return EXIT.done;
};

function lineOf({ kind, state, by, beganAt, completedAt, deleted, ...of }: Receipt): string {
  const { found } = of;
  const entries = deleted === null ? 'entries not counted' : `${countOf(deleted)} entries`;
  const outcome = state === 'begun' ? 'BEGUN, not complete: repeat it' : `${entries}, done ${completedAt}`;
  const projects = found.map(({ project }) => project).join(', ');
  return `${beganAt}  ${kind}${subjectOf(of)} by ${by}: ${outcome}${projects === '' ? '' : ` (${projects})`}`;
}

/** Of what a receipt is; nothing more is known of a log. */
function subjectOf({
  partition,
  before,
  userHash,
}: Pick<Receipt, 'partition' | 'before' | 'userHash'>): string {
  if (partition !== null) return ` of ${partition}`;
  if (before !== null) return ` of before ${before}`;
  return userHash === null ? '' : ` of user ${userHash.slice(0, 16)}…`;
}
