import { createMemex } from '@memex/core';
import { openExistingStore } from '../composition/existing-store.js';
import { EXIT, misused } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** Accepts messages of an erased user again. */
export const unsuppress: Run = async ({ config, args: [userId, ...more] }) => {
  if (userId === undefined || more.length > 0) throw misused('give one user: memex unsuppress ID');
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
