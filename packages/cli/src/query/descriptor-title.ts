import type { Descriptor } from '@memex/core/model';
import { stringifyJson } from '@memex/core/toolkit';
import { visible } from '../terminal/visible.js';

/** What is asked: `message.all by channel, project my-bot, by day, where language term "it"`. */
export function titleOf(descriptor: Descriptor): string {
  const { project, interval } = descriptor;
  const by = 'by' in descriptor && descriptor.by !== undefined ? ` by ${descriptor.by}` : '';
  const filters = 'filters' in descriptor ? (descriptor.filters ?? []) : [];
  const where = filters.map(({ field, operation, value }) => `${field} ${operation} ${stringifyJson(value)}`);
  const parts = [
    `${measureOf(descriptor)}${by}, project ${project}`,
    ...(interval === undefined ? [] : [`by ${interval}`]),
    ...(where.length === 0 ? [] : [`where ${where.join(' and ')}`]),
  ];
  return visible(parts.join(', '));
}

/** What is counted or aggregated: `message.all`, `avg of content.value`. */
export function measureOf(descriptor: Descriptor): string {
  return descriptor.type === 'aggregation'
    ? `${descriptor.aggregation} of ${descriptor.field}`
    : `${descriptor.dimension}.${descriptor.metric}`;
}
