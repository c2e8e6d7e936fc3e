import type { StoreCase } from './case.js';
import { type EntryKind, LOGS, MESSAGES } from './entry-kind.js';
import { findingCases } from './finding-cases.js';
import { idempotencyCases } from './idempotency-cases.js';
import { lifecycleCases } from './lifecycle-cases.js';
import { logCases } from './log-cases.js';
import { messageCases } from './message-cases.js';
import { pagingCases } from './paging-cases.js';
import { partitionCases } from './partition-cases.js';

export { filterCases, metricCases } from './analysis-cases.js';
export { ConformanceError } from './assert.js';
export type { AnalyticalCase, ConformanceCase, StoreCase, StoreSetup } from './case.js';
export { logEntry, messageEntry, unique } from './samples.js';

/** Everything that a `Store` must show. */
export const storeCases: readonly StoreCase[] = [
  ...sharedCases(MESSAGES),
  ...messageCases,
  ...sharedCases(LOGS),
  ...logCases,
];

function sharedCases<T>(kind: EntryKind<T>): readonly StoreCase[] {
  return [
    ...findingCases(kind),
    ...pagingCases(kind),
    ...idempotencyCases(kind),
    ...partitionCases(kind),
    ...lifecycleCases(kind),
  ];
}
