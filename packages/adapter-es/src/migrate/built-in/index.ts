import type { Migration } from '../migration.js';
import { aggregationResult } from './aggregation-result.js';
import { analyticReorganization } from './analytic-reorganization.js';
import { analyticsIntoDefinitions } from './definitions.js';
import { messageAnalytic, messageConversationDeletion } from './message-metrics.js';
import { projectToAppId } from './project-to-app-id.js';
import { removeAppIdFromIndices } from './remove-app-id-from-indices.js';
import { fixedTimeWindowTypeRenamed, movingTimeWindowTypeRenamed } from './window-types.js';

/**
 * All migrations that come with Memex. Numbers 1 to 8 are those of the Python service, with its names, so that its
 * records count.
 */
export const builtInMigrations: readonly Migration[] = [
  movingTimeWindowTypeRenamed,
  fixedTimeWindowTypeRenamed,
  analyticReorganization,
  projectToAppId,
  messageAnalytic,
  messageConversationDeletion,
  removeAppIdFromIndices,
  aggregationResult,
  analyticsIntoDefinitions,
];
