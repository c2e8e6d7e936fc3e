import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { IncentiveServer } from '../services/incentive-server.js';
import type { MessageLogger } from './message-logger.js';

/**
 * The services of the platform that Memex reads. Every call
 * - rejects with `UnavailableError` when the service cannot serve now, also after the adapter's own retries,
 * - rejects with `NotFoundError` where it asks for one thing that is not there, and `ForbiddenError` where the service refuses it,
 * - rejects with `InternalError` when an answer breaks its shape,
 * - rejects with `AbortedError` when the signal fires first.
 */
export interface Platform extends AnalyticsPlatform {
  readonly incentives: IncentiveServer;
  readonly logger: MessageLogger;
}
