import { LOG_PARTITION, MESSAGE_PARTITION } from '@memex/core/toolkit';

/** The kinds of entries, by what their indices' names begin with. */
export const KINDS = [MESSAGE_PARTITION, LOG_PARTITION] as const;
export type Kind = (typeof KINDS)[number];

/** What indices keep. */
export type Content = Kind | 'analytic' | 'keys' | 'identity';
