import type { Partitions } from '@memex/core';
import { ConversationQuery, identifier, Message, type UntrustedMessages } from '@memex/core/model';
import { statusAnswer } from '../response/answer.js';
import { entryAnswer, listingAnswer, withTraceId } from '../response/entries.js';
import type { Route } from './route.js';
import { text } from './text.js';

export function performanceRoutes(messages: UntrustedMessages, partitions: Partitions): readonly Route[] {
  const common = { tag: 'performance' } as const;
  return [
    {
      ...common,
      access: 'key',
      operationId: 'getStoredMessage',
      method: 'GET',
      path: '/performance/message/{traceId}',
      summary: 'One message by its trace id',
      parameters: { traceId: { codec: identifier } },
      successes: [
        {
          status: 200,
          description: 'The message',
          content: { kind: 'value', codec: Message, traceId: true },
        },
      ],
      failures: [404],
      handle: async ({ parameters: { traceId }, options }) =>
        entryAnswer(await messages.find({ traceId }, options)),
    },
    {
      ...common,
      access: 'key',
      operationId: 'listConversation',
      method: 'GET',
      path: '/performance/conversation/{conversationId}',
      summary: 'The messages of a conversation, oldest first; none where there is no such conversation',
      parameters: ConversationQuery.fields,
      abandoned: true,
      successes: [
        {
          status: 200,
          description: 'A page of messages',
          content: { kind: 'values', codec: Message, traceId: true },
          pages: true,
        },
      ],
      handle: async ({ parameters, options, query }) =>
        listingAnswer(await messages.conversation(parameters, options), query, withTraceId),
    },
    {
      ...common,
      access: 'admin',
      operationId: 'dropIndex',
      method: 'DELETE',
      path: '/performance/index/{indexName}',
      summary: 'Drops one index of messages or logs by its exact name, with all that it holds',
      parameters: { indexName: { codec: text } },
      successes: [{ status: 200, description: 'It is dropped', content: { kind: 'status' } }],
      failures: [404],
      handle: async ({ parameters: { indexName = '' }, options }) => {
        await partitions.drop(indexName, options);
        return statusAnswer(200, 'Ok: index deleted');
      },
    },
  ];
}
