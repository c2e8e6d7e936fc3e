import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { IncentiveServer } from '../services/incentive-server.js';
import type { MessageLogger } from './message-logger.js';

/**
 * The services of the platform that Memex reads. Every call rejects with
 * - `UnavailableError` if the service cannot serve now, even after the adapter's retries,
 * - `NotFoundError` if it asks for one thing that does not exist, and `ForbiddenError` if the service refuses it,
 * - `InternalError` if a response is malformed,
 * - `AbortedError` if the signal fires first.
 */
export interface Platform extends AnalyticsPlatform {
  readonly incentives: IncentiveServer;
  readonly logger: MessageLogger;
}
