import { stringifyJson } from '../json/exact-json.js';
import type { JsonValue } from '../json/json-value.js';
import type { Task, Transaction } from '../services/task-manager.js';
import type { Cell } from '../table/cell.js';
import { decodeText } from './decode-text.js';
import { ANSWER, BEST_ANSWER } from './readable.js';

export const QUESTION_COLUMNS: readonly Cell[] = ['question', 'answer'];

/**
 * The row of a task: its question, and the answer that its last best-answer transaction names, if that is among its answers.
 */
export function questionRow({ goal, transactions }: Task): readonly Cell[] {
  const question = goal?.name == null ? null : decodeText(goal.name);
  const best = transactions.findLast(({ label }) => label === BEST_ANSWER)?.attributes?.transactionId;
  const answer = transactions.find(({ id, label }) => label === ANSWER && id === best);
  return [question, answerText(answer)];
}

function answerText(transaction: Transaction | undefined): string | null {
  const answer: JsonValue | undefined = transaction?.attributes?.answer;
  if (answer === undefined || answer === null) return null;
  return typeof answer === 'string' ? decodeText(answer) : stringifyJson(answer);
}
