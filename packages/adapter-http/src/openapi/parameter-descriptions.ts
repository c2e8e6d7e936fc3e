const LOG_ID = 'The trace id of the log, which `POST /logs` answers';
const ANALYTIC_ID = 'The id of the analytic, which `POST /analytic` answers';
const OF_CONVERSATIONS = 'Only conversations with a message of this user';

/** Of parameters that mean something else in some operations: by operation, then by name. */
const OF_OPERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  eraseUser: {
    userId: 'Whose messages are deleted',
    project: 'Deletes only in this project, instead of in all that the key may access',
  },
  exportUser: {
    userId: 'Whose data are exported',
    project: 'Exports only from this project, instead of from all that the key may access',
  },
  listReceipts: { userId: 'Only receipts of erasures of this user' },
  listConversations: {
    userId: OF_CONVERSATIONS,
    channel: 'Only messages of this channel count',
  },
  getMessage: { userId: 'The user of the message, beside `messageId`' },
  deleteMessage: { userId: 'The user of the message, beside `messageId`' },
  listAnalytics: { type: 'Only analytics of this kind' },
  getLog: { id: LOG_ID },
  replaceLog: { id: LOG_ID },
  deleteLog: { id: LOG_ID },
  getAnalytic: { id: ANALYTIC_ID },
  deleteAnalytic: { id: ANALYTIC_ID },
  computeAnalytics: {
    id: 'The id of the one analytic to compute; without it, all are computed',
    timeWindowType: 'Computes only analytics with this type of window',
  },
  retryJobs: { id: 'The id of the one dead job, as `GET /jobs/dead` lists it; without it, all are queued' },
  dropJob: { id: 'The id of the dead job, as `GET /jobs/dead` lists it' },
  setRetention: { project: 'The project whose messages and logs the rule is for' },
  removeRetention: { project: 'The project whose rule is removed' },
  dashboardFile: { file: 'The name of the file, as the page has it' },
  documentationFile: { file: 'The name of the file, as the page has it' },
};

/** What parameters mean wherever {@link OF_OPERATIONS} says nothing else. */
const COMMON: Readonly<Record<string, string>> = {
  project: 'Only of this project',
  fromTime: 'The beginning of the range, which is included',
  toTime: 'The end of the range, which is included',
  userId: 'Only messages of this user',
  channel: 'Only messages of this channel',
  type: 'Only messages of this type',
  text: 'Only messages whose text has all of these words, in any order and case',
  order: 'By time: the oldest first, which is the default, or the newest first',
  maxSize: 'How many items the page has at most',
  cursor: 'Where the page begins: the `X-Next-Cursor` of the page before, of the same query',
  traceId: 'The trace id of the message, which `POST /messages` answers',
  messageId: 'The id that the sender gave the message. It names one only together with `userId`',
  conversationId: 'The id of the conversation',
  fallback: 'Only conversations with a request that was not understood: its intent is `default`',
  intent: 'Only conversations with a request of this intent',
  language: 'Only conversations with a request in this language',
  component: 'Only logs of this component',
  severity: 'Only logs of this severity',
  timeWindowType: 'Only analytics with this type of window',
  format: 'The format of the file',
  partial: 'Whether well-formed entries are stored although others are malformed; then the answer is 207',
  indexName: 'The exact name: `message-2026-11`, or `logging-2026-11`',
  safeCells:
    'In CSV, puts an apostrophe before cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, since a spreadsheet would run ' +
    'them as formulas. Numbers stay as they are.',
};

/** What a parameter of the path or the query means; `undefined` if nothing is written about it, which a test finds. */
export function parameterDescription(operationId: string, name: string): string | undefined {
  return OF_OPERATIONS[operationId]?.[name] ?? COMMON[name];
}
