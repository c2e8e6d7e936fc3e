import type { Migration } from '../migration.js';
import { parseProjectIndex, plainIndexName } from './index-names.js';

/** Migration 7: documents of `message-<project>-…` and `analytic-<project>-…` move to the index without the project, under their ids. */
export const removeAppIdFromIndices: Migration = {
  number: 7,
  name: 'remove_app_id_from_indices',
  async apply(context) {
    for (const index of [...(await context.indices('message-*')), ...(await context.indices('analytic-*'))]) {
      const parsed = parseProjectIndex(index);
      if (parsed === undefined) continue;
      const target = plainIndexName(parsed);
      await context.rewrite(index, ({ id, source }) => ({ to: 'move', index: target, id, source }));
      await context.dropEmpty(index);
    }
  },
};
