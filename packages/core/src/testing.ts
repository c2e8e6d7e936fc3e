/**
 * For tests of adapters: conformance cases without a test runner, samples, and fault injection.
 *
 * @packageDocumentation
 */

export { everyQuestion, sourcesOf } from './conformance/analysis-questions.js';
export { variedEntries } from './conformance/analysis-samples.js';
export { ConformanceError } from './conformance/assert.js';
export type { AnalyticalCase, ConformanceCase, StoreCase, StoreSetup } from './conformance/case.js';
export { type LoggerSetup, loggerCases } from './conformance/logger-cases.js';
export { type PlatformSetup, platformCases, platformSample } from './conformance/platform-cases.js';
export { queueCases } from './conformance/queue-cases.js';
export { QUEUE_RETRIES, type QueueSetup } from './conformance/queue-jobs.js';
export { logEntry, messageEntry, unique } from './conformance/samples.js';
export { type ScheduleSetup, scheduleCases } from './conformance/schedule-cases.js';
export { analyticsCases, storeCases } from './conformance/store-cases.js';
export { type FaultKind, type FaultPlan, withFaults } from './faults/with-faults.js';
