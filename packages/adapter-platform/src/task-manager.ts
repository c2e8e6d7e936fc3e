import { decode, list, number, optionalList, record, required, Task, Transaction } from '@memex/core/model';
import type { TaskManager, TaskQuery, TransactionQuery } from '@memex/core/ports';
import type { HttpClient } from './http-client.js';
import { countItems, eachItem, type OffsetPage } from './pages.js';
import type { ServiceRequest } from './request.js';

const TaskPage = record('TaskPage', { total: required(number), tasks: optionalList(list(Task)) });

const TransactionPage = record('TransactionPage', {
  total: required(number),
  transactions: optionalList(list(Transaction)),
});

export function createTaskManager(client: HttpClient): TaskManager {
  return {
    tasks: (query, options) => eachItem(client, tasksRequest(query), readTasks, options),
    countTasks: (query, options) => countItems(client, tasksRequest(query), readTasks, options),
    transactions: (query, options) => eachItem(client, transactionsRequest(query), readTransactions, options),
    countTransactions: (query, options) =>
      countItems(client, transactionsRequest(query), readTransactions, options),
  };
}

function tasksRequest(query: TaskQuery): ServiceRequest {
  return { service: 'tasks', method: 'GET', path: '/tasks', query: { ...query } };
}

function transactionsRequest(query: TransactionQuery): ServiceRequest {
  return { service: 'tasks', method: 'GET', path: '/taskTransactions', query: { ...query } };
}

function readTasks(body: unknown): OffsetPage<Task> {
  const { total, tasks } = decode(TaskPage, body);
  return { total, items: tasks };
}

function readTransactions(body: unknown): OffsetPage<Transaction> {
  const { total, transactions } = decode(TransactionPage, body);
  return { total, items: transactions };
}
