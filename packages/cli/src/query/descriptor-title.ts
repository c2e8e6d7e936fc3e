import type { Descriptor } from '@memex/core/model';
import { stringifyJson } from '@memex/core/toolkit';

/** What is asked: `message.all by channel, project my-bot, by day, where language term "it"`. */
export function titleOf(descriptor: Descriptor): string {
  const { project, interval } = descriptor;
  const what =
    descriptor.type === 'aggregation'
      ? `${descriptor.aggregation} of ${descriptor.field}`
      : `${descriptor.dimension}.${descriptor.metric}`;
  const by = 'by' in descriptor && descriptor.by !== undefined ? ` by ${descriptor.by}` : '';
  const filters = 'filters' in descriptor ? (descriptor.filters ?? []) : [];
  const where = filters.map(({ field, operation, value }) => `${field} ${operation} ${stringifyJson(value)}`);
  const parts = [
    `${what}${by}, project ${project}`,
    ...(interval === undefined ? [] : [`by ${interval}`]),
    ...(where.length === 0 ? [] : [`where ${where.join(' and ')}`]),
  ];
  return visible(parts.join(', '));
}

/** Escapes characters that a terminal would obey or not show. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
