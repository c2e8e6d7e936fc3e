import type { Message } from '../message/message.js';
import type { UserCohort } from '../services/incentive-server.js';
import type { Task, Transaction } from '../services/task-manager.js';
import type { Cell } from '../table/cell.js';
import { timeCell } from '../table/time-cell.js';
import { instantOf, type Timestamp } from '../time/instant.js';
import { ANSWER } from './readable.js';
import type { ReportedUser } from './users.js';

export const USER_COLUMNS: readonly Cell[] = [
  'name',
  'surname',
  'email',
  'gender',
  'incentive cohort',
  'ilog',
  'survey',
  'questions',
  'answers',
  'first activity',
  'last activity',
];

/** What a user did in the window. */
interface Activity {
  questions: number;
  answers: number;
  first: Timestamp | undefined;
  last: Timestamp | undefined;
}

/** Collects what users did in the window. It holds a few numbers per user, however much they did. */
export class UserActivity {
  private readonly byUser = new Map<string, Activity>();

  /** Adds a task of the window. */
  addTask({ requesterId }: Task): void {
    if (requesterId !== null) this.of(requesterId).questions++;
  }

  /** Adds a transaction of the window. */
  addTransaction({ actioneerId, label }: Transaction): void {
    if (actioneerId !== null && label === ANSWER) this.of(actioneerId).answers++;
  }

  /** Adds a message of the window. Times with and without an offset are compared as instants. */
  addMessage({ type, userId, timestamp }: Message): void {
    if (type !== 'request') return;
    const activity = this.of(userId);
    if (activity.first === undefined || isBefore(timestamp, activity.first)) activity.first = timestamp;
    if (activity.last === undefined || isBefore(activity.last, timestamp)) activity.last = timestamp;
  }

  find(userId: string): Readonly<Activity> | undefined {
    return this.byUser.get(userId);
  }

  private of(userId: string): Activity {
    const known = this.byUser.get(userId);
    if (known !== undefined) return known;
    const activity = { questions: 0, answers: 0, first: undefined, last: undefined };
    this.byUser.set(userId, activity);
    return activity;
  }
}

function isBefore(a: Timestamp, b: Timestamp): boolean {
  return instantOf(a) < instantOf(b);
}

/** What the row of a user needs, besides the profile. */
export interface UserFacts {
  readonly activity: UserActivity;
  /** The cohorts of the application, by user. */
  readonly cohorts: ReadonlyMap<string, number>;
  readonly ilogUsers: ReadonlySet<string>;
  readonly surveyUsers: ReadonlySet<string>;
}

/** The cohorts of an application's users. If a user has several, the first counts. */
export function cohortsOf(appId: string, cohorts: readonly UserCohort[]): ReadonlyMap<string, number> {
  const byUser = new Map<string, number>();
  for (const { app_id, user_id, cohort } of cohorts) {
    if (app_id === appId && !byUser.has(user_id)) byUser.set(user_id, cohort);
  }
  return byUser;
}

/** The row of a user. */
export function userRow({ userId, profile }: ReportedUser, facts: UserFacts): readonly Cell[] {
  const activity = facts.activity.find(userId);
  const cohort = facts.cohorts.get(userId);
  return [
    profile?.name?.first ?? null,
    profile?.name?.last ?? null,
    profile?.email ?? null,
    GENDERS.get(profile?.gender ?? '') ?? null,
    (cohort === undefined ? undefined : COHORTS.get(cohort)) ?? null,
    yesOrNo(facts.ilogUsers.has(userId)),
    yesOrNo(facts.surveyUsers.has(userId)),
    activity?.questions ?? 0,
    activity?.answers ?? 0,
    timeCell(activity?.first),
    timeCell(activity?.last),
  ];
}

export function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['M', 'male'],
  ['F', 'female'],
  ['O', 'other'],
  ['non-binary', 'non_binary'],
  ['not-say', 'not_say'],
]);

const COHORTS: ReadonlyMap<number, string> = new Map([
  [0, 'badges'],
  [1, 'incentives and badges'],
]);
