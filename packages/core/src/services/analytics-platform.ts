import { UnavailableError } from '../errors/errors.js';
import type { Hub } from './hub.js';
import type { ProfileManager } from './profile-manager.js';
import type { TaskManager } from './task-manager.js';

/** The part of the platform that analytics need. */
export interface AnalyticsPlatform {
  readonly hub: Hub;
  readonly profiles: ProfileManager;
  readonly tasks: TaskManager;
}

/** Takes the place of a platform if none is configured. Every call rejects as unavailable. */
export const absentPlatform: AnalyticsPlatform = {
  hub: { users: absent, app: absent },
  profiles: { find: absent },
  tasks: { tasks: absentItems, countTasks: absent, transactions: absentItems, countTransactions: absent },
};

async function absent(): Promise<never> {
  const reason = 'none is configured';
  throw new UnavailableError('the platform', {
    part: 'platform',
    reason,
    publicReason: reason,
    lasting: true,
  });
}

async function* absentItems(): AsyncGenerator<never> {
  yield await absent();
}
