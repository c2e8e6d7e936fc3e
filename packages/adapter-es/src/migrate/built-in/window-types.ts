import type { JsonObject } from '@memex/core/toolkit';
import { objectAt, textAt } from '../json-object.js';
import { analyticMigration } from './analytics.js';

/** Migration 1. */
export const movingTimeWindowTypeRenamed = analyticMigration(
  1,
  'moving_time_window_type_renamed',
  (analytic) => renameWindowType(analytic, 'DEFAULT', 'MOVING'),
);

/** Migration 2. */
export const fixedTimeWindowTypeRenamed = analyticMigration(2, 'fixed_time_window_type_renamed', (analytic) =>
  renameWindowType(analytic, 'CUSTOM', 'FIXED'),
);

function renameWindowType(analytic: JsonObject, from: string, to: string): JsonObject {
  const query = objectAt(analytic, 'query');
  const timespan = objectAt(query, 'timespan');
  if (textAt(timespan, 'type')?.toUpperCase() !== from) return analytic;
  return { ...analytic, query: { ...query, timespan: { ...timespan, type: to } } };
}
