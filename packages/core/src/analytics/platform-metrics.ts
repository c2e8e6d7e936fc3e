import { mapInOrder } from '../async/map-in-order.js';
import { InternalError } from '../errors/errors.js';
import type { Profile, ProfileLookup } from '../services/profile-manager.js';
import type { Seconds } from '../services/seconds.js';
import type { TaskQuery, TransactionQuery } from '../services/task-manager.js';
import { AGE_GROUPS, ageGroup } from './age.js';
import { GENDER_GROUPS, genderGroup } from './gender.js';
import {
  type CountBody,
  type PlatformMetric,
  type PlatformScope,
  ranked,
  type SegmentationBody,
} from './metric.js';
import type { Segment } from './result.js';

type TaskCriteria = Omit<TaskQuery, 'appId'>;

/**
 * The number of tasks that match any of the criteria. No task matches two of them.
 *
 * @param criteriaOf - Gets the ends of the window: `a`, which is absent if the window has no beginning, and `b`.
 */
export function tasks(
  criteriaOf: (a: Seconds | undefined, b: Seconds) => readonly TaskCriteria[],
): PlatformMetric<CountBody> {
  return {
    of: 'platform',
    find: async (platform, { appId, from, to }, options) => {
      const queries = criteriaOf(from, to).map((criteria) => ({ appId, ...criteria }));
      const counts = await Promise.all(queries.map((query) => platform.tasks.countTasks(query, options)));
      return { count: counts.reduce((sum, count) => sum + count, 0) };
    },
  };
}

/** The number of transactions in the window. */
export const transactions: PlatformMetric<CountBody> = {
  of: 'platform',
  find: async (platform, scope, options) => ({
    count: await platform.tasks.countTransactions(transactionQuery(scope), options),
  }),
};

/** The transactions in the window, by label. */
export const transactionLabels: PlatformMetric<SegmentationBody> = {
  of: 'platform',
  find: async (platform, scope, options) => {
    const counts = new Map<string, number>();
    for await (const { label } of platform.tasks.transactions(transactionQuery(scope), options)) {
      if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    return { segments: ranked(counts) };
  },
};

/** The users of the window by their age today, in whole years. */
export const ages: PlatformMetric<SegmentationBody> = usersBy(AGE_GROUPS, ({ dateOfBirth }, today) =>
  ageGroup(dateOfBirth, today),
);

/** The users of the window, by gender. */
export const genders: PlatformMetric<SegmentationBody> = usersBy(GENDER_GROUPS, ({ gender }) =>
  genderGroup(gender),
);

/** All groups, in the given order. Users without a profile are `unavailable`. */
function usersBy<G extends string>(
  groups: readonly (G | 'unavailable')[],
  groupOf: (profile: Profile, today: string) => G | 'unavailable',
): PlatformMetric<SegmentationBody> {
  return {
    of: 'platform',
    find: async ({ hub, profiles }, { appId, from, to, today }, options) => {
      const users = await hub.users(appId, { from, to }, options);
      const counts = new Map<G | 'unavailable', number>();
      for await (const lookup of mapInOrder(users, (id, call) => profiles.find(id, call), options)) {
        const group = lookup.state === 'missing' ? 'unavailable' : groupOf(profileIn(lookup), today);
        counts.set(group, (counts.get(group) ?? 0) + 1);
      }
      const segments: readonly Segment[] = groups.map((type) => ({ type, count: counts.get(type) ?? 0 }));
      return { segments };
    },
  };
}

/** A malformed profile may belong to any group. Rather than being wrong, the metric fails. */
function profileIn(lookup: Exclude<ProfileLookup, { readonly state: 'missing' }>): Profile {
  if (lookup.state === 'found') return lookup.profile;
  throw new InternalError(lookup.reason);
}

function transactionQuery({ appId, from, to, taskId }: PlatformScope): TransactionQuery {
  return { appId, taskId, creationFrom: from, creationTo: to };
}
