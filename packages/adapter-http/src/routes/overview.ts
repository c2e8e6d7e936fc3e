import { Conversation, ConversationsQuery, Project, type UntrustedMessages } from '@memex/core/model';
import { createRecordTable, stringifyJson, type TimeZone } from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { CONVERSATIONS_CSV, PROJECTS_CSV } from './csv-examples.js';
import { listAnswer } from './list-answer.js';
import type { Route } from './route.js';

/** Lists what messages are of, instead of messages. */
export function overviewRoutes(messages: UntrustedMessages, zone: TimeZone): readonly Route[] {
  const projectTable = createRecordTable(Project, zone);
  const conversationTable = createRecordTable(Conversation, zone);
  const common = { tag: 'messages' } as const;
  return [
    {
      ...common,
      operationId: 'listProjects',
      method: 'GET',
      access: 'read',
      path: '/projects',
      summary: 'List the projects that have messages, sorted by name',
      parameters: CSV_FIELDS,
      csv: PROJECTS_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description:
            'Each project that the key may access, with the number of its messages and the times of the earliest and the latest, ' +
            'in UTC. A project that has only logs is not among them.',
          content: { kind: 'values', codec: Project },
          example: [
            {
              project: 'my-bot',
              messages: 128_456,
              firstTime: '2025-03-01T08:00:12.500000',
              lastTime: '2026-11-20T10:15:00',
            },
          ],
        },
      ],
      handle: async (call) =>
        listAnswer({ entries: await messages.projects(call.options) }, call, stringifyJson, projectTable),
    },
    {
      ...common,
      operationId: 'listConversations',
      method: 'GET',
      access: 'read',
      path: '/conversations',
      summary: 'List the conversations of a project in a time range, the one with the newest message first',
      parameters: { ...ConversationsQuery.fields, ...CSV_FIELDS },
      csv: CONVERSATIONS_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description:
            'A page of conversations. Only messages count that have a conversation id, are in the range (both ends are inclusive), and are of the user and in the ' +
            'channel if given: `messages` is their number, `firstTime` and `lastTime` are the times of the earliest and the newest, in UTC, and `userId` and `channel` ' +
            'are those of the newest. `fallbacks` is how many different message ids requests with the intent `default` have among them; with `fallback=true` only ' +
            'conversations with at least one are listed. With `intent` or `language` only those are listed that have such a request, one with both if both are given; all ' +
            'of their messages count. Conversations with equal times are sorted by their ids. A page may be short and even empty while there is a ' +
            'next one, because each looks at a limited number of messages.',
          content: { kind: 'values', codec: Conversation },
          example: [
            {
              conversationId: 'conversation-1',
              userId: 'anna',
              channel: 'TELEGRAM',
              firstTime: '2026-11-20T10:15:00',
              lastTime: '2026-11-20T10:21:30.250000',
              messages: 12,
              fallbacks: 1,
            },
          ],
          pages: true,
        },
      ],
      handle: async (call) =>
        listAnswer(
          await messages.conversations(call.parameters, call.options),
          call,
          stringifyJson,
          conversationTable,
        ),
    },
  ];
}
