import { FALLBACK_INTENT } from '@memex/core/toolkit';
import type { FieldValue, PanelId } from '../state/view-state.js';
import type { MeasureInput } from './measure.js';

/** The field whose values a panel counts the requests of. */
export const VALUE_FIELDS = {
  intents: 'intent.name',
  channels: 'channel',
  languages: 'language',
} as const satisfies Partial<Record<PanelId, string>>;

export const TYPES = {
  type: 'segmentation',
  dimension: 'message',
  metric: 'all',
} as const satisfies MeasureInput;
export const REQUESTS = {
  type: 'count',
  dimension: 'message',
  metric: 'requests',
} as const satisfies MeasureInput;

/** How many requests were not understood. */
export const FALLBACKS = {
  type: 'count',
  dimension: 'dialogue',
  metric: 'fallback',
} as const satisfies MeasureInput;

/** What the application did not understand. */
export const FALLBACK: FieldValue = { field: 'intent.name', value: FALLBACK_INTENT };

/** The requests by the values of a field. */
export function requestsBy(by: string, limit: number): MeasureInput {
  return { type: 'segmentation', dimension: 'message', metric: 'requests', by, limit };
}

/** Rows of a panel beside others, and of one that is open: as many as the API has in one result. */
export const ROWS = { closed: 5, open: 1_000 } as const;

/** Hours × weekdays are of so many days at most: one number for each hour. */
export const MAX_DAYS_OF_HOURS = 91;
