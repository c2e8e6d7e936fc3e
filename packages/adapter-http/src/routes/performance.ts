import {
  ConversationQuery,
  identifier,
  Message,
  type Partitions,
  text,
  type UntrustedMessages,
} from '@memex/core/model';
import { createRecordTable, type TimeZone, withTraceId } from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { statusAnswer } from '../response/answer.js';
import { entryAnswer } from '../response/entry-answers.js';
import { STORED_MESSAGE, statusExample, TRACE_ID } from './answer-examples.js';
import { CONVERSATION_CSV } from './csv-examples.js';
import { listAnswer } from './list-answer.js';
import type { Route } from './route.js';

export function performanceRoutes(
  messages: UntrustedMessages,
  partitions: Partitions,
  zone: TimeZone,
): readonly Route[] {
  const table = createRecordTable(Message, zone, ['traceId']);
  const common = { tag: 'performance' } as const;
  return [
    {
      ...common,
      access: 'read',
      operationId: 'getStoredMessage',
      method: 'GET',
      path: '/performance/message/{traceId}',
      summary: 'Get a message by its trace id',
      parameters: { traceId: { codec: identifier } },
      successes: [
        {
          status: 200,
          description: 'The message',
          content: { kind: 'value', codec: Message, traceId: true },
          example: { ...STORED_MESSAGE, traceId: TRACE_ID },
        },
      ],
      failures: [404],
      handle: async ({ parameters: { traceId }, options }) =>
        entryAnswer(await messages.find({ traceId }, options)),
    },
    {
      ...common,
      access: 'read',
      operationId: 'listConversation',
      method: 'GET',
      path: '/performance/conversation/{conversationId}',
      summary: 'List the messages of a conversation, oldest first; an unknown conversation has none',
      parameters: { ...ConversationQuery.fields, ...CSV_FIELDS },
      csv: CONVERSATION_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description: 'A page of messages',
          content: { kind: 'values', codec: Message, traceId: true },
          example: [{ ...STORED_MESSAGE, traceId: TRACE_ID }],
          pages: true,
        },
      ],
      handle: async (call) =>
        listAnswer(await messages.conversation(call.parameters, call.options), call, withTraceId, table),
    },
    {
      ...common,
      access: 'admin',
      operationId: 'dropIndex',
      method: 'DELETE',
      path: '/performance/index/{indexName}',
      summary: 'Drop an index of messages or logs, by its exact name, with everything in it',
      parameters: { indexName: { codec: text } },
      successes: [
        {
          status: 200,
          description: 'The index was dropped',
          content: { kind: 'status' },
          example: statusExample('Ok: index deleted'),
        },
      ],
      failures: [404],
      handle: async ({ parameters: { indexName = '' }, options }) => {
        await partitions.drop(indexName, options);
        return statusAnswer(200, 'Ok: index deleted');
      },
    },
  ];
}
