import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { identifier, number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { optional, optionalList, record, required } from '../codec/record.js';
import type { CallOptions } from '../port/call.js';
import type { Seconds } from './seconds.js';

const TransactionMessage = record('TransactionMessage', {
  appId: optional(text),
  receiverId: optional(text),
  label: optional(text),
  attributes: optional(freeForm),
});

/** Something that a user did about a task. Times are in seconds since the epoch. */
export const Transaction = record('Transaction', {
  id: required(identifier),
  taskId: optional(text),
  label: optional(text),
  _creationTs: optional(number),
  _lastUpdateTs: optional(number),
  actioneerId: optional(text),
  attributes: optional(freeForm),
  messages: optionalList(list(TransactionMessage)),
});
export type Transaction = t.TypeOf<typeof Transaction>;

const Goal = record('Goal', {
  name: optional(text),
  description: optional(text),
  keywords: optionalList(list(text)),
});

/** Something that a user asked of others, open until `closeTs`. Times are in seconds since the epoch. */
export const Task = record('Task', {
  id: required(identifier),
  _creationTs: optional(number),
  _lastUpdateTs: optional(number),
  taskTypeId: optional(text),
  requesterId: optional(text),
  appId: optional(text),
  communityId: optional(text),
  goal: optional(Goal),
  norms: optionalList(list(freeForm)),
  attributes: optional(freeForm),
  closeTs: optional(number),
  transactions: optionalList(list(Transaction)),
});
export type Task = t.TypeOf<typeof Task>;

/** Selects tasks. A task must match every part that is given. Ends are inclusive. */
export interface TaskQuery {
  readonly appId: string;
  readonly requesterId?: string | undefined;
  readonly creationFrom?: Seconds | undefined;
  readonly creationTo?: Seconds | undefined;
  /** Whether the task is closed. */
  readonly hasCloseTs?: boolean | undefined;
  readonly closeFrom?: Seconds | undefined;
  readonly closeTo?: Seconds | undefined;
}

/** Selects transactions. A transaction must match every part that is given. Ends are inclusive. */
export interface TransactionQuery {
  readonly appId: string;
  readonly taskId?: string | undefined;
  readonly label?: string | undefined;
  readonly actioneerId?: string | undefined;
  readonly creationFrom?: Seconds | undefined;
  readonly creationTo?: Seconds | undefined;
}

/**
 * The task manager: tasks and transactions. Iterables yield each once, in no particular order, without holding all in memory.
 * See {@link Platform} for errors.
 */
export interface TaskManager {
  tasks(query: TaskQuery, options?: CallOptions): AsyncIterable<Task>;
  countTasks(query: TaskQuery, options?: CallOptions): Promise<number>;
  transactions(query: TransactionQuery, options?: CallOptions): AsyncIterable<Transaction>;
  countTransactions(query: TransactionQuery, options?: CallOptions): Promise<number>;
}
