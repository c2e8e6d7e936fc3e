import type { JsonObject } from '../json/json-value.js';
import type { Message } from '../message/message.js';
import type { Task, Transaction } from '../services/task-manager.js';
import { decodeText } from './decode-text.js';

/** Labels of the transactions that contain texts. */
export const ANSWER = 'answerTransaction';
export const BEST_ANSWER = 'bestAnswerTransaction';

/** The attributes with texts in the messages of a transaction, by its label. */
const MESSAGE_TEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['QuestionToAnswerMessage', ['question']],
  ['AnsweredQuestionMessage', ['question', 'answer']],
  ['AnsweredPickedMessage', ['question']],
]);

/** The attributes with texts in a transaction, by its label. */
const TRANSACTION_TEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  [ANSWER, ['answer']],
  [BEST_ANSWER, ['reason']],
]);

const METADATA_TEXTS = ['question', 'answer'];

/** A task with decoded texts. Everything else stays as it was, including the order of fields. */
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

/** A message with decoded texts in its metadata. Everything else stays as it was. */
export function readableMessage(message: Message): Message {
  const metadata = withTexts(message.metadata, METADATA_TEXTS);
  return metadata === message.metadata ? message : { ...message, metadata };
}

function textsOf(texts: ReadonlyMap<string, readonly string[]>, label: string | null): readonly string[] {
  return label === null ? [] : (texts.get(label) ?? []);
}

/** Decodes the given fields that are texts. Returns the same object if there are none. */
function withTexts(object: JsonObject | null, fields: readonly string[]): JsonObject | null {
  if (object === null) return null;
  const decoded = fields.flatMap((field) => {
    const text = Object.hasOwn(object, field) ? object[field] : undefined;
    return typeof text === 'string' ? [[field, decodeText(text)] as const] : [];
  });
  return decoded.length === 0 ? object : { ...object, ...Object.fromEntries(decoded) };
}
