import type { DescriptorInput } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { InternalError } from '../errors/errors.js';
import type { Cell } from '../table/cell.js';
import { formatInstant } from '../time/instant.js';
import type { ReportWindow } from './report-window.js';

/** Counts by label. A label that is missing counts as 0. */
export type CountsByLabel = ReadonlyMap<string, number>;

/** The figures of an application in a window. */
export interface AnalyticsFigures {
  readonly users: Readonly<Record<UserMetric, number>>;
  /** By type of message. */
  readonly messages: CountsByLabel;
  /** Messages from users, by type of content. */
  readonly requests: CountsByLabel;
  readonly questions: number;
  /** By label of {@link TRANSACTIONS}. */
  readonly transactions: CountsByLabel;
}

const USER_METRICS = ['total', 'active', 'engaged', 'new'] as const;
type UserMetric = (typeof USER_METRICS)[number];

/** The transactions that the table counts, each with its metric and description. */
export const TRANSACTIONS: readonly (readonly [label: string, metric: string, description: string])[] = [
  [
    'reportQuestionTransaction',
    'question reports',
    'The number of reports created for questions (e.g. usually for malicious contents)',
  ],
  [
    'notAnswerTransaction',
    "can't help",
    "The number of times a user cannot answer a question (by clicking on the button “Can't help”)",
  ],
  ['answerTransaction', 'answers', 'The number of answers provided by the users'],
  [
    'reportAnswerTransaction',
    'answer reports',
    'The number of reports created for answers (e.g. usually for malicious contents)',
  ],
  ['bestAnswerTransaction', 'approved answers', 'The number answers accepted as the correct/useful ones'],
  [
    'moreAnswerTransaction',
    'ask more people',
    'The number of times a user asked WeNet for more answers (by clicking on the button “Ask more people”)',
  ],
];

/** The descriptors that the logger computes. {@link figuresOf} reads the results in this order. */
export function loggerDescriptors(appId: string, window: ReportWindow): readonly DescriptorInput[] {
  const timespan = {
    type: 'fixed',
    start: formatInstant(window.messages.from),
    end: formatInstant(window.to),
  } as const;
  const scope = { project: appId, timespan };
  return [
    ...USER_METRICS.map((metric) => ({ ...scope, type: 'count', dimension: 'user', metric }) as const),
    { ...scope, type: 'segmentation', dimension: 'message', metric: 'all' },
    { ...scope, type: 'segmentation', dimension: 'message', metric: 'requests' },
  ];
}

/** Extracts the figures from the results of {@link loggerDescriptors}. @throws InternalError if a result has the wrong type. */
export function figuresOf(
  results: readonly AnalyticResult[],
): Pick<AnalyticsFigures, 'users' | 'messages' | 'requests'> {
  const [total, active, engaged, fresh, messages, requests] = results;
  return {
    users: {
      total: countOf(total),
      active: countOf(active),
      engaged: countOf(engaged),
      new: countOf(fresh),
    },
    messages: segmentsOf(messages),
    requests: segmentsOf(requests),
  };
}

function countOf(result: AnalyticResult | undefined): number {
  if (result?.type === 'count') return result.count;
  throw new InternalError('the logger answered no count where it was asked for one');
}

function segmentsOf(result: AnalyticResult | undefined): CountsByLabel {
  if (result?.type === 'segmentation')
    return new Map(result.segments.map(({ type, count }) => [type ?? '', count]));
  throw new InternalError('the logger answered no segments where it was asked for them');
}

export const ANALYTICS_COLUMNS: readonly Cell[] = ['metric', 'count', 'description'];

/** One row per metric, in the order of the table. */
export function analyticsRows({
  users,
  messages,
  requests,
  questions,
  transactions,
}: AnalyticsFigures): readonly (readonly Cell[])[] {
  const sum = [...messages.values()].reduce((before, count) => before + count, 0);
  const of = (counts: CountsByLabel, label: string): number => counts.get(label) ?? 0;
  return [
    ['total users', users.total, 'The total number of users of the application'],
    ['active users', users.active, 'The number of users who used the application'],
    [
      'engaged users',
      users.engaged,
      'The number of users who received a notification from the platform (incentive, prompt, badge, ..)',
    ],
    [
      'new users',
      users.new,
      'The number of new users who activated the application during the period of this analysis',
    ],
    ['total messages', sum, 'The total number of messages exchanged'],
    [
      'messages from users',
      of(messages, 'request'),
      'The number of messages sent by users (textual messages, clicked buttons and commands)',
    ],
    ['user textual messages', of(requests, 'text'), 'The number of textual messages sent by the users'],
    [
      'user action messages',
      of(requests, 'action'),
      'The number of action messages (buttons and commands) sent by the users',
    ],
    ['messages from bot', of(messages, 'response'), 'The number of messages sent by the application'],
    [
      'messages from wenet',
      of(messages, 'notification'),
      'The number of messages sent by the WeNet platform',
    ],
    ['questions', questions, 'The number of questions asked by the users'],
    ...TRANSACTIONS.map(([label, metric, description]) => [metric, of(transactions, label), description]),
  ];
}
