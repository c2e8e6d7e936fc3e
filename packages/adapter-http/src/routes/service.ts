import { fileAnswer, pageAnswer } from '../documentation/ui.js';
import type { Readiness } from '../observe/readiness.js';
import { ALIVE, type MetricsPage, metricsAnswer, readyAnswer } from '../observe/service-answers.js';
import type { Route } from './route.js';
import { text } from './text.js';

/** What the routes about the service itself tell of. */
export interface Service {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: MetricsPage | undefined;
  /** The OpenAPI document as YAML. */
  readonly document: () => Promise<string>;
}

const PARTS = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: {
      state: { enum: ['up', 'down'] },
      name: { type: 'string' },
      version: { type: 'string' },
      reason: { type: 'string' },
    },
    required: ['state'],
  },
};

const open = { tag: 'service', method: 'GET', access: 'open' } as const;

export function serviceRoutes({ readiness, metrics, document }: Service): readonly Route[] {
  return [
    {
      ...open,
      operationId: 'health',
      path: '/health',
      summary: 'Whether the process lives',
      successes: [{ status: 200, description: 'It does', content: { kind: 'status' } }],
      handle: async () => ALIVE,
    },
    {
      ...open,
      operationId: 'ready',
      path: '/ready',
      summary: 'Whether the service can serve, and the state of each of its parts',
      successes: [
        {
          status: 200,
          description: 'It can. To the key of an admin it tells what each part is, and why it is down.',
          content: { kind: 'status', fields: { parts: PARTS } },
        },
      ],
      failures: [503],
      handle: async ({ admin }) => readyAnswer(await readiness(), admin),
    },
    ...(metrics === undefined ? [] : [metricsRoute(metrics)]),
    {
      ...open,
      operationId: 'documentation',
      path: '/documentation',
      summary: 'This document',
      successes: [{ status: 200, description: 'YAML', content: { kind: 'text', type: 'text/plain' } }],
      handle: async () => ({
        status: 200,
        type: 'text/plain; charset=utf-8',
        body: await document(),
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    },
    {
      ...open,
      operationId: 'documentationPage',
      path: '/documentation/ui',
      summary: 'This document as an interactive page',
      successes: [{ status: 200, description: 'A page', content: { kind: 'text', type: 'text/html' } }],
      handle: async () => pageAnswer(),
    },
    {
      ...open,
      operationId: 'documentationFile',
      path: '/documentation/ui/{file}',
      summary: 'What the interactive page loads',
      parameters: { file: { codec: text } },
      successes: [
        { status: 200, description: 'A file', content: { kind: 'text', type: '*/*' } },
        { status: 304, description: 'The client has it', content: { kind: 'none' } },
      ],
      failures: [404],
      handle: ({ parameters: { file: name = '' } }) => fileAnswer(name),
    },
  ];
}

function metricsRoute(metrics: MetricsPage): Route {
  return {
    ...open,
    access: 'key',
    operationId: 'metrics',
    path: '/metrics',
    summary: 'Metrics for Prometheus',
    successes: [{ status: 200, description: 'Metrics', content: { kind: 'text', type: 'text/plain' } }],
    handle: () => metricsAnswer(metrics),
  };
}
