import { decode } from '../codec/decode.js';
import type { PlatformData } from '../memory/memory-platform.js';
import type { Platform } from '../platform/platform.js';
import { App } from '../services/hub.js';
import { UserCohort } from '../services/incentive-server.js';
import { Profile } from '../services/profile-manager.js';
import { Task, type TaskQuery, type TransactionQuery } from '../services/task-manager.js';
import { expectEqual, expectRejection } from './assert.js';
import type { ConformanceCase } from './case.js';
import { all } from './walk.js';

/** What a case for platforms runs against: services whose only data are {@link platformSample}. */
export interface PlatformSetup {
  readonly platform: Omit<Platform, 'logger'>;
}

const TASKS = 250;

const SOUND_PROFILES: readonly Profile[] = [
  decode(Profile, {
    id: 'u1',
    name: { first: 'Ada', last: 'L' },
    dateOfBirth: { year: 1990, month: 2, day: 28 },
    gender: 'F',
    norms: [{ any: 'thing' }],
  }),
  decode(Profile, { id: 'u2', dateOfBirth: { year: 1990 }, gender: null, name: null }),
  decode(Profile, { id: 'u/3 ?&#ü' }),
];

/**
 * The data of the platform during the cases: more tasks and transactions than fit in a page, some with hardly more than an id.
 */
export const platformSample: PlatformData = {
  apps: [
    decode(App, { id: 'app', name: 'Ask', status: 1, createdAt: 1_600_000_000, metadata: { a: [1] } }),
    decode(App, { id: 'bare' }),
  ],
  users: [
    { appId: 'app', userId: 'u1', since: 100 },
    { appId: 'app', userId: 'u2', since: 200 },
    { appId: 'app', userId: 'u/3 ?&#ü', since: 300 },
    { appId: 'app', userId: 'none', since: 300 },
    { appId: 'bare', userId: 'u1', since: 100 },
  ],
  profiles: [...SOUND_PROFILES, { id: 'odd', name: { first: 4711 } }],
  tasks: [
    ...Array.from({ length: TASKS }, (_, index) => decode(Task, task(index))),
    decode(Task, { id: 'other', appId: 'bare', _creationTs: 5 }),
  ],
  cohorts: [
    decode(UserCohort, { app_id: 'app', user_id: 'u1', cohort: 0 }),
    decode(UserCohort, { app_id: 'app', user_id: 'u2', cohort: 1 }),
  ],
};

function task(index: number): object {
  const id = `task-${index}`;
  const label = index % 3 === 0 ? 'answerTransaction' : 'bestAnswerTransaction';
  return {
    id,
    appId: 'app',
    requesterId: index % 2 === 0 ? 'u1' : 'u2',
    _creationTs: index,
    goal: { name: `question ${index} 🙂` },
    attributes: { large: 1_234_567_890_123_456_789n },
    ...(index % 5 === 0 ? {} : { closeTs: index + 10 }),
    transactions: [
      { id: `${id}-0`, taskId: id, label, _creationTs: index, actioneerId: 'u2', messages: [{ label: 'x' }] },
    ],
  };
}

/** Cases for every platform. */
export const platformCases: readonly ConformanceCase<PlatformSetup>[] = [
  {
    name: 'hub: the users of an application, in a range of seconds or at any time, each once',
    async run({ platform: { hub } }) {
      const expectUsers = async (appId: string, range: object, ...users: readonly string[]) =>
        expectEqual([...(await hub.users(appId, range))].sort(), [...users].sort(), `users of ${appId}`);
      await expectUsers('app', {}, 'u1', 'u2', 'u/3 ?&#ü', 'none');
      await expectUsers('app', { from: 100, to: 200 }, 'u1', 'u2');
      await expectUsers('app', { from: 201, to: 299 });
      await expectUsers('app', { to: 100 }, 'u1');
      await expectUsers('nothing', {});
    },
  },
  {
    name: 'hub: an application, and one that is not there',
    async run({ platform: { hub } }) {
      for (const app of platformSample.apps) expectEqual(await hub.app(app.id), app, 'the application');
      await expectRejection(hub.app('nothing'), 'not_found', 'app');
    },
  },
  {
    name: 'profile manager: the profile of a user; one who has none is missing, one that breaks its shape is malformed',
    async run({ platform: { profiles } }) {
      for (const profile of SOUND_PROFILES)
        expectEqual(await profiles.find(profile.id), { state: 'found', profile }, 'the profile');
      expectEqual(await profiles.find('none'), { state: 'missing' }, 'no profile');
      const lookup = await profiles.find('odd');
      expectEqual(lookup.state, 'malformed', 'an odd profile');
      const reason = lookup.state === 'malformed' ? lookup.reason : '';
      expectEqual(reason.includes('name.first must be a string'), true, 'the reason names the place');
      expectEqual(reason.includes('4711'), false, 'the reason shows the value');
    },
  },
  {
    name: 'task manager: tasks by every criterion, listed to the end and counted alike',
    async run({ platform: { tasks } }) {
      for (const query of TASK_QUERIES) {
        const wanted = platformSample.tasks.filter((one) => holds(query, one));
        expectEqual(byId(await all(tasks.tasks(query))), byId(wanted), JSON.stringify(query));
        expectEqual(await tasks.countTasks(query), wanted.length, `count of ${JSON.stringify(query)}`);
      }
    },
  },
  {
    name: 'task manager: transactions by every criterion, listed to the end and counted alike',
    async run({ platform: { tasks } }) {
      for (const [query, count] of TRANSACTION_QUERIES) {
        const found = await all(tasks.transactions(query));
        expectEqual(new Set(found.map(({ id }) => id)).size, count, JSON.stringify(query));
        expectEqual(await tasks.countTransactions(query), count, `count of ${JSON.stringify(query)}`);
      }
      const one = await all(tasks.transactions({ appId: 'app', taskId: 'task-7' }));
      expectEqual(one, platformSample.tasks[7]?.transactions, 'a transaction');
    },
  },
  {
    name: 'incentive server: every cohort',
    async run({ platform: { incentives } }) {
      expectEqual(await incentives.cohorts(), platformSample.cohorts, 'cohorts');
    },
  },
  {
    name: 'platform: a call whose signal has fired is aborted',
    async run({ platform: { hub, tasks, profiles } }) {
      const options = { signal: AbortSignal.abort() };
      await expectRejection(hub.users('app', {}, options), 'aborted', 'users');
      await expectRejection(tasks.countTasks({ appId: 'app' }, options), 'aborted', 'countTasks');
      await expectRejection(all(tasks.tasks({ appId: 'app' }, options)), 'aborted', 'tasks');
      await expectRejection(profiles.find('u1', options), 'aborted', 'find');
    },
  },
];

const TASK_QUERIES: readonly TaskQuery[] = [
  { appId: 'app' },
  { appId: 'bare' },
  { appId: 'nothing' },
  { appId: 'app', creationFrom: 20, creationTo: 129 },
  { appId: 'app', creationTo: 100, hasCloseTs: false },
  { appId: 'app', creationTo: 100, hasCloseTs: true, closeFrom: 101 },
  { appId: 'app', hasCloseTs: true, closeFrom: 50, closeTo: 60 },
  { appId: 'app', hasCloseTs: true, closeTo: 9 },
  { appId: 'app', requesterId: 'u2', creationFrom: 200 },
];

const TRANSACTION_QUERIES: readonly (readonly [TransactionQuery, number])[] = [
  [{ appId: 'app' }, TASKS],
  [{ appId: 'bare' }, 0],
  [{ appId: 'app', label: 'answerTransaction' }, 84],
  [{ appId: 'app', creationFrom: 100, creationTo: 219 }, 120],
  [{ appId: 'app', taskId: 'task-7' }, 1],
  [{ appId: 'app', actioneerId: 'u1' }, 0],
];

function holds(query: TaskQuery, { appId, requesterId, _creationTs, closeTs }: Task): boolean {
  const { creationFrom = 0, creationTo = 1e9, closeFrom = 0, closeTo = 1e9 } = query;
  const created = _creationTs ?? -1;
  return [
    appId === query.appId,
    query.requesterId === undefined || requesterId === query.requesterId,
    created >= creationFrom && created <= creationTo,
    query.hasCloseTs === undefined || (closeTs !== null) === query.hasCloseTs,
    closeTs === null || (closeTs >= closeFrom && closeTs <= closeTo),
  ].every((one) => one);
}

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
}
