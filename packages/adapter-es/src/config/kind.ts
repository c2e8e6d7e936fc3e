import { LOG_PARTITION, MESSAGE_PARTITION } from '@memex/core/toolkit';

/** The kinds of entries. The names of their indices begin with these. */
export const KINDS = [MESSAGE_PARTITION, LOG_PARTITION] as const;
export type Kind = (typeof KINDS)[number];

/** What an index contains. */
export type Content = Kind | 'analytic' | 'keys' | 'identity' | 'values';
