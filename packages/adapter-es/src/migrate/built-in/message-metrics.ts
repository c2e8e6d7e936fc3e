import type { JsonObject } from '@memex/core/toolkit';
import { objectAt, textAt } from '../json-object.js';
import { analyticMigration } from './analytics.js';

const RENAMED: Readonly<Record<string, string>> = { from_users: 'requests', 'm:from_user': 'requests' };

/** Migration 5. */
export const messageAnalytic = analyticMigration(5, 'message_analytic', (analytic) => {
  const metric = metricOf(analytic);
  if (metric === 'from_bot') return undefined;
  const renamed = metric === undefined ? undefined : RENAMED[metric];
  if (renamed === undefined) return analytic;
  return { ...analytic, descriptor: { ...objectAt(analytic, 'descriptor'), metric: renamed } };
});

/** Migration 6. */
export const messageConversationDeletion = analyticMigration(
  6,
  'message_conversation_deletion',
  (analytic) => (metricOf(analytic) === 'm:conversation' ? undefined : analytic),
);

function metricOf(analytic: JsonObject): string | undefined {
  return textAt(objectAt(analytic, 'descriptor'), 'metric')?.toLowerCase();
}
