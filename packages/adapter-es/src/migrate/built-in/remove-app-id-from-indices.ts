import { inLanes } from '../in-lanes.js';
import type { Migration } from '../migration.js';
import { parseProjectIndex, plainIndexName } from './index-names.js';

/** Migration 7: documents of `message-<project>-…` and `analytic-<project>-…` move to the index without the project, under their ids. */
export const removeAppIdFromIndices: Migration = {
  number: 7,
  name: 'remove_app_id_from_indices',
  async apply(context) {
    const indices = [...(await context.indices('message-*')), ...(await context.indices('analytic-*'))];
    await inLanes(indices, INDICES_AT_ONCE, async (index) => {
      const parsed = parseProjectIndex(index);
      if (parsed !== undefined) await context.moveIndex(index, plainIndexName(parsed));
    });
  },
};

/** Dropping one index and copying another wait for different parts of a cluster. */
const INDICES_AT_ONCE = 2;
