import { metricCases } from './analysis-cases.js';
import { filterCases } from './analysis-filter-cases.js';
import { segmentCases } from './analysis-segment-cases.js';
import { analyticPageCases } from './analytic-page-cases.js';
import { analyticStoreCases } from './analytic-store-cases.js';
import { analyticVisibilityCases } from './analytic-visibility-cases.js';
import type { AnalyticalCase, StoreCase } from './case.js';
import { conversationCases } from './conversation-cases.js';
import { conversationFilterCases } from './conversation-filter-cases.js';
import { type EntryKind, LOGS, MESSAGES } from './entry-kind.js';
import { findingCases } from './finding-cases.js';
import { idempotencyCases } from './idempotency-cases.js';
import { identityCases } from './identity-cases.js';
import { keyValueCases } from './key-value-cases.js';
import { largeIntegerCases } from './large-integer-cases.js';
import { lifecycleCases } from './lifecycle-cases.js';
import { logCases } from './log-cases.js';
import { measureCases } from './measure-cases.js';
import { messageCases } from './message-cases.js';
import { pageBytesCases } from './page-bytes-cases.js';
import { pagingCases } from './paging-cases.js';
import { partitionCases } from './partition-cases.js';
import { projectCases } from './project-cases.js';
import { retentionCases } from './retention-cases.js';
import { searchCases } from './search-cases.js';
import { sizeCases } from './size-cases.js';
import { versionCases } from './version-cases.js';

/** Everything that a `Store` must show. */
export const storeCases: readonly StoreCase[] = [
  ...sharedCases(MESSAGES),
  ...messageCases,
  ...searchCases,
  ...projectCases,
  ...conversationCases,
  ...conversationFilterCases,
  ...sharedCases(LOGS),
  ...logCases,
  ...keyValueCases,
  ...sizeCases,
];

/** Everything that an `AnalyticalStore` must show beside {@link storeCases}. */
export const analyticsCases: readonly AnalyticalCase[] = [
  ...metricCases,
  ...filterCases,
  ...segmentCases,
  ...measureCases,
  ...versionCases,
  ...largeIntegerCases,
  ...analyticStoreCases,
  ...identityCases,
  ...analyticPageCases,
  ...analyticVisibilityCases,
];

function sharedCases<T>(kind: EntryKind<T>): readonly StoreCase[] {
  return [
    ...findingCases(kind),
    ...pagingCases(kind),
    ...pageBytesCases(kind),
    ...idempotencyCases(kind),
    ...partitionCases(kind),
    ...retentionCases(kind),
    ...lifecycleCases(kind),
  ];
}
