import type { Migration } from '../migration.js';
import { parseProjectIndex, plainIndexName } from './index-names.js';

/**
 * Migration 7: documents of `message-<project>-…` and `analytic-<project>-…` move to the index without the project,
 * with the same ids.
 */
export const removeAppIdFromIndices: Migration = {
  number: 7,
  name: 'remove_app_id_from_indices',
  async apply(context) {
    const indices = [...(await context.indices('message-*')), ...(await context.indices('analytic-*'))];
    const moves = indices.flatMap((from) => {
      const parsed = parseProjectIndex(from);
      return parsed === undefined ? [] : [{ from, to: plainIndexName(parsed) }];
    });
    await context.moveIndices(moves);
  },
};
