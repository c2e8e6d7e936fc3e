import { createMemex } from '@memex/core';
import { UserQuery } from '@memex/core/model';
import { openExistingStore } from '../composition/existing-store.js';
import { decodeArguments } from '../options/decode-arguments.js';
import { EXIT } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** Accepts messages of an erased user again. */
export const unsuppress: Run = async ({ config, args: [user] }) => {
  const { userId } = decodeArguments(UserQuery, { userId: user }, { userId: '<user>' });
  const memex = createMemex({ store: await openExistingStore(config, 'it is forgotten with its process') });
  await memex.start();
  try {
    const isLifted = await memex.suppression.lift(userId);
    process.stdout.write(
      isLifted ? 'messages of the user are accepted again\n' : 'messages of the user were not refused\n',
    );
  } finally {
    await memex.stop();
  }
  return EXIT.done;
};
