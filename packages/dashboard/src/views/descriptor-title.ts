import type { DescriptorInput } from '@memex/core';

/** What a descriptor asks, in a few words. */
export function descriptorTitle(descriptor: DescriptorInput): string {
  const about =
    descriptor.type === 'aggregation'
      ? `${descriptor.aggregation} of ${descriptor.field}`
      : `${descriptor.dimension}.${descriptor.metric}`;
  const by = 'by' in descriptor && descriptor.by !== undefined ? ` by ${descriptor.by}` : '';
  const filters = 'filters' in descriptor ? (descriptor.filters?.length ?? 0) : 0;
  const filtered = filters === 0 ? '' : filters === 1 ? ', 1 filter' : `, ${filters} filters`;
  return `${about}${by}${filtered}${descriptor.interval === undefined ? '' : `, each ${descriptor.interval}`}`;
}

export function timespanTitle(timespan: DescriptorInput['timespan']): string {
  return 'value' in timespan
    ? `moving ${timespan.value}`
    : `${dateOf(timespan.start)} to ${dateOf(timespan.end)}`;
}

/** Of a definition that came over the wire, so both are text. */
function dateOf(time: string | Date): string {
  return (typeof time === 'string' ? time : time.toISOString()).slice(0, 10);
}
