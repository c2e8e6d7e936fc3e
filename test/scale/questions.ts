import { MAIN_PROJECT, MONTH_END, MONTH_START } from './traffic.js';

/** A question about one project and a month. */
export interface Question {
  readonly name: string;
  /** @param variant - Makes the window some milliseconds shorter, so that no answer is known from an earlier question. */
  readonly descriptor: (variant: number) => object;
}

/** What a dashboard asks: one question of each kind whose cost grows differently. */
export const QUESTIONS: readonly Question[] = Object.entries({
  users: { type: 'count', dimension: 'user', metric: 'total' },
  'active users by day': { type: 'count', dimension: 'user', metric: 'active', interval: 'day' },
  'new users': { type: 'count', dimension: 'user', metric: 'new' },
  'unanswered requests': { type: 'count', dimension: 'bot', metric: 'unanswered' },
  'messages by type and day': { type: 'segmentation', dimension: 'message', metric: 'all', interval: 'day' },
  'users by intent': { type: 'segmentation', dimension: 'message', metric: 'users', by: 'intent.name' },
  'average of a number': { type: 'aggregation', field: 'metadata.attempt', aggregation: 'avg' },
}).map(([name, what]) => ({
  name,
  descriptor: (variant) => ({ ...what, project: MAIN_PROJECT, timespan: monthWithout(variant) }),
}));

function monthWithout(milliseconds: number): object {
  return {
    type: 'fixed',
    start: new Date(MONTH_START + milliseconds).toISOString(),
    end: new Date(MONTH_END).toISOString(),
  };
}
