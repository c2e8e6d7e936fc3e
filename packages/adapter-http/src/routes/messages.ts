import { Message, MessageQuery, MessagesQuery, type UntrustedMessages, UserQuery } from '@memex/core/model';
import { createRecordTable, type TimeZone } from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { statusAnswer } from '../response/answer.js';
import { entryAnswer, withoutTraceId } from '../response/entry-answers.js';
import { STORED_MESSAGE, statusExample, TRACE_ID } from './answer-examples.js';
import { APPEND_FIELDS, APPEND_SUCCESSES, appendAnswer, batchLimits } from './append.js';
import { MESSAGES_CSV } from './csv-examples.js';
import { MESSAGE_EXAMPLE } from './examples.js';
import { listAnswer } from './list-answer.js';
import type { Route } from './route.js';

export function messageRoutes(messages: UntrustedMessages, zone: TimeZone): readonly Route[] {
  const table = createRecordTable(Message, zone);
  const common = { tag: 'messages' } as const;
  return [
    {
      ...common,
      operationId: 'storeMessages',
      method: 'POST',
      access: 'write',
      path: '/messages',
      summary: 'Store a batch of messages, all or nothing',
      parameters: APPEND_FIELDS,
      body: {
        content: { kind: 'inputs', codec: Message },
        examples: { 'one message': [MESSAGE_EXAMPLE] },
        limits: batchLimits(messages),
      },
      idempotent: true,
      successes: APPEND_SUCCESSES,
      handle: (call) => appendAnswer(messages, 'messages', call),
    },
    {
      ...common,
      operationId: 'listMessages',
      method: 'GET',
      access: 'read',
      path: '/messages',
      summary: 'List or search the messages of a project in a time range, the oldest or the newest first',
      parameters: { ...MessagesQuery.fields, ...CSV_FIELDS },
      csv: MESSAGES_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description:
            'A page of messages. The work of a page with `text` is bounded: it may have few messages or none, and yet an `X-Next-Cursor`. Follow it until there is none.',
          content: { kind: 'values', codec: Message },
          example: [STORED_MESSAGE],
          pages: true,
        },
      ],
      handle: async (call) =>
        listAnswer(await messages.page(call.parameters, call.options), call, withoutTraceId, table),
    },
    {
      ...common,
      operationId: 'eraseUser',
      method: 'DELETE',
      access: 'write',
      path: '/messages',
      summary: 'Delete all messages of a user; logs are kept',
      parameters: UserQuery.fields,
      successes: [
        {
          status: 200,
          description: 'The number of deleted messages. Logs are kept, because they do not name users.',
          content: {
            kind: 'status',
            fields: { deleted: { type: 'integer', minimum: 0 }, logs: { const: 'kept' } },
          },
          example: statusExample('Ok: messages deleted', { deleted: 12, logs: 'kept' }),
        },
      ],
      handle: async ({ parameters, options }) => {
        const deleted = await messages.eraseUser(parameters, options);
        return statusAnswer(200, 'Ok: messages deleted', { deleted, logs: 'kept' });
      },
    },
    {
      ...common,
      operationId: 'getMessage',
      method: 'GET',
      access: 'read',
      path: '/message',
      summary: 'Get a message by its trace id, or the newest with a message id and a user id',
      parameters: MessageQuery.fields,
      successes: [
        {
          status: 200,
          description: 'The message',
          content: { kind: 'value', codec: Message, traceId: true },
          example: { ...STORED_MESSAGE, traceId: TRACE_ID },
        },
      ],
      failures: [404],
      handle: async ({ parameters, options }) => entryAnswer(await messages.find(parameters, options)),
    },
    {
      ...common,
      operationId: 'deleteMessage',
      method: 'DELETE',
      access: 'write',
      path: '/message',
      summary: 'Delete every matching message, if there is any',
      parameters: MessageQuery.fields,
      successes: [
        {
          status: 200,
          description: 'No matching message is left',
          content: { kind: 'status' },
          example: statusExample('Ok: message deleted'),
        },
      ],
      handle: async ({ parameters, options }) => {
        await messages.delete(parameters, options);
        return statusAnswer(200, 'Ok: message deleted');
      },
    },
  ];
}
