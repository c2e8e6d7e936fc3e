import type { JsonObject } from '../json/json-value.js';
import type { Message } from '../message/message.js';
import type { Task, Transaction } from '../services/task-manager.js';
import { decodeText } from './decode-text.js';

/** Labels of the transactions that hold texts. */
export const ANSWER = 'answerTransaction';
export const BEST_ANSWER = 'bestAnswerTransaction';

/** Which attributes of a message of a transaction hold texts, by its label. */
const MESSAGE_TEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['QuestionToAnswerMessage', ['question']],
  ['AnsweredQuestionMessage', ['question', 'answer']],
  ['AnsweredPickedMessage', ['question']],
]);

/** Which attributes of a transaction hold texts, by its label. */
const TRANSACTION_TEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  [ANSWER, ['answer']],
  [BEST_ANSWER, ['reason']],
]);

const METADATA_TEXTS = ['question', 'answer'];

/** A task with the texts that the bots stored decoded; all else, and the order of the fields, is as it was. */
export function readableTask(task: Task): Task {
  const { goal } = task;
  return {
    ...task,
    goal: goal?.name == null ? goal : { ...goal, name: decodeText(goal.name) },
    transactions: task.transactions.map(readableTransaction),
  };
}

function readableTransaction(transaction: Transaction): Transaction {
  return {
    ...transaction,
    attributes: withTexts(transaction.attributes, textsOf(TRANSACTION_TEXTS, transaction.label)),
    messages: transaction.messages.map((message) => ({
      ...message,
      attributes: withTexts(message.attributes, textsOf(MESSAGE_TEXTS, message.label)),
    })),
  };
}

/** A message with the texts in its metadata decoded; all else is as it was. */
export function readableMessage(message: Message): Message {
  const metadata = withTexts(message.metadata, METADATA_TEXTS);
  return metadata === message.metadata ? message : { ...message, metadata };
}

function textsOf(texts: ReadonlyMap<string, readonly string[]>, label: string | null): readonly string[] {
  return label === null ? [] : (texts.get(label) ?? []);
}

/** The object with some of its fields decoded, those that are texts; the same object where there is none. */
function withTexts(object: JsonObject | null, fields: readonly string[]): JsonObject | null {
  if (object === null) return null;
  const decoded = fields.flatMap((field) => {
    const text = Object.hasOwn(object, field) ? object[field] : undefined;
    return typeof text === 'string' ? [[field, decodeText(text)] as const] : [];
  });
  return decoded.length === 0 ? object : { ...object, ...Object.fromEntries(decoded) };
}
