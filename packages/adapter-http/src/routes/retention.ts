import { RetentionInput, RetentionQuery, RetentionRule, type UntrustedRetention } from '@memex/core/model';
import { statusAnswer, valueAnswer } from '../response/answer.js';
import { RETENTION_RULE, statusExample } from './answer-examples.js';
import type { Route } from './route.js';

const MAX_RULE_BYTES = 1_024;

const EXAMPLE = { period: '90d' };

/** How long the messages and logs of projects are kept. */
export function retentionRoutes(retention: UntrustedRetention): readonly Route[] {
  const common = { tag: 'retention', path: '/retention' } as const;
  return [
    {
      ...common,
      operationId: 'listRetention',
      method: 'GET',
      access: 'read',
      summary:
        'List how long the messages and logs of projects are kept; projects that are not listed are kept for ever',
      successes: [
        {
          status: 200,
          description: 'The rules, sorted by project. Each night, what is earlier than `before` is deleted.',
          content: { kind: 'values', codec: RetentionRule },
          example: [RETENTION_RULE],
        },
      ],
      handle: async ({ options }) => valueAnswer(await retention.list(options)),
    },
    {
      ...common,
      operationId: 'setRetention',
      method: 'PUT',
      access: 'admin',
      summary: 'Set how long the messages and logs of a project are kept, from the next night on',
      parameters: RetentionQuery.fields,
      body: {
        content: { kind: 'input', codec: RetentionInput },
        examples: { '90 days': EXAMPLE },
        limits: { bytes: MAX_RULE_BYTES },
      },
      successes: [
        {
          status: 200,
          description:
            'The rule. A period is a number of whole days before today, in the time zone of the service.',
          content: { kind: 'value', codec: RetentionRule },
          example: RETENTION_RULE,
        },
      ],
      handle: async ({ parameters, body, options }) =>
        valueAnswer(await retention.set(parameters, body, options)),
    },
    {
      ...common,
      operationId: 'removeRetention',
      method: 'DELETE',
      access: 'admin',
      summary: 'Remove the rule of a project, which is kept for ever from now on',
      parameters: RetentionQuery.fields,
      successes: [
        {
          status: 200,
          description: 'The rule was removed',
          content: { kind: 'status' },
          example: statusExample('Ok: retention removed'),
        },
      ],
      failures: [404],
      handle: async ({ parameters, options }) => {
        await retention.remove(parameters, options);
        return statusAnswer(200, 'Ok: retention removed');
      },
    },
  ];
}
