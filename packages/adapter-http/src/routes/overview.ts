import { Project, type UntrustedMessages } from '@memex/core/model';
import { valueAnswer } from '../response/answer.js';
import type { Route } from './route.js';

/** Lists what messages are of, instead of messages. */
export function overviewRoutes(messages: UntrustedMessages): readonly Route[] {
  const common = { tag: 'messages', access: 'key' } as const;
  return [
    {
      ...common,
      operationId: 'listProjects',
      method: 'GET',
      path: '/projects',
      summary: 'List the projects that have messages, sorted by name',
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
      handle: async ({ options }) => valueAnswer(await messages.projects(options)),
    },
  ];
}
