import { FALLBACK_INTENT } from '../message/fallback.js';
import {
  type CountBody,
  distinct,
  firstSeen,
  type Grouping,
  grouped,
  is,
  type Metric,
  type SegmentationBody,
  singletons,
  unanswered,
} from './metric.js';
import { ages, genders, tasks, transactionLabels, transactions } from './platform-metrics.js';

type Rows<M> = Readonly<Record<string, Readonly<Record<string, M>>>>;

const requests = is('type', 'request');
const responses = is('type', 'response');
const notifications = is('type', 'notification');

/**
 * All counts, by dimension and metric, one per row. The codec of descriptors reads this table. In the rows of tasks, `a` and
 * `b` are the ends of the window, in seconds.
 */
export const COUNTS = {
  user: {
    total: distinct('userId'),
    active: distinct('userId', requests),
    engaged: distinct('userId', notifications),
    new: firstSeen('userId'),
  },
  message: {
    requests: distinct('messageId', requests),
    responses: distinct('messageId', responses),
    notifications: distinct('messageId', notifications),
  },
  conversation: {
    total: distinct('conversationId'),
    new: firstSeen('conversationId'),
  },
  dialogue: {
    fallback: distinct('messageId', requests, is('intent.name', FALLBACK_INTENT)),
    intents: distinct('intent.name'),
    domains: distinct('domain'),
  },
  bot: {
    response: singletons('userId'),
    unanswered: unanswered(),
  },
  task: {
    total: tasks((a, b) => [
      { creationTo: b, hasCloseTs: false },
      { creationTo: b, hasCloseTs: true, closeFrom: b + 1 },
      { hasCloseTs: true, closeFrom: a, closeTo: b },
    ]),
    new: tasks((a, b) => [{ creationFrom: a, creationTo: b }]),
    new_active: tasks((a, b) => [
      { creationFrom: a, creationTo: b, hasCloseTs: false },
      { creationFrom: a, creationTo: b, hasCloseTs: true, closeFrom: b + 1 },
    ]),
    active: tasks((_, b) => [
      { creationTo: b, hasCloseTs: false },
      { creationTo: b, hasCloseTs: true, closeFrom: b + 1 },
    ]),
    new_closed: tasks((a, b) => [{ creationFrom: a, creationTo: b, hasCloseTs: true, closeTo: b }]),
    closed: tasks((_, b) => [{ hasCloseTs: true, closeTo: b }]),
  },
  transaction: {
    total: transactions,
  },
} as const satisfies Rows<Metric<CountBody>>;

/** All segmentations, by dimension and metric, one per row. Those of messages can be by any field; the row has the default. */
export const SEGMENTATIONS = {
  message: {
    all: grouped('messages', 'type'),
    requests: grouped('messages', 'content.type', requests),
    users: grouped('userId'),
    conversations: grouped('conversationId'),
  },
  transaction: {
    label: transactionLabels,
  },
  user: {
    age: ages,
    gender: genders,
  },
} as const satisfies Rows<Grouping | Metric<SegmentationBody>>;
