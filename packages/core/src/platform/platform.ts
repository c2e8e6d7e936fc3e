import { UnavailableError } from '../errors.js';
import type { Hub } from './hub.js';
import type { IncentiveServer } from './incentive-server.js';
import type { MessageLogger } from './message-logger.js';
import type { ProfileManager } from './profile-manager.js';
import type { TaskManager } from './task-manager.js';

/**
 * The services of the platform that Memex reads. Every call
 * - rejects with `UnavailableError` when the service cannot serve now, also after the adapter's own retries,
 * - rejects with `NotFoundError` where it asks for one thing that is not there, and `ForbiddenError` where the service refuses it,
 * - rejects with `InternalError` when an answer breaks its shape,
 * - rejects with `AbortedError` when the signal fires first.
 */
export interface Platform {
  readonly hub: Hub;
  readonly profiles: ProfileManager;
  readonly tasks: TaskManager;
  readonly incentives: IncentiveServer;
  readonly logger: MessageLogger;
}

/** The part of the platform that analytics are computed from. */
export type AnalyticsPlatform = Pick<Platform, 'hub' | 'profiles' | 'tasks'>;

/** Stands where no platform is configured: whatever is asked of it is unavailable. */
export const absentPlatform: AnalyticsPlatform = {
  hub: { users: absent, app: absent },
  profiles: { profiles: absentItems },
  tasks: { tasks: absentItems, countTasks: absent, transactions: absentItems, countTransactions: absent },
};

async function absent(): Promise<never> {
  throw new UnavailableError('the platform', { reason: 'none is configured' });
}

async function* absentItems(): AsyncGenerator<never> {
  yield await absent();
}
