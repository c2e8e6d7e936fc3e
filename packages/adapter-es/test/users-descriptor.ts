import { Descriptor, decode } from '@memex/core/model';

/** How many users there were, of the project `p`. */
export const USERS: Descriptor = decode(Descriptor, {
  project: 'p',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
});
