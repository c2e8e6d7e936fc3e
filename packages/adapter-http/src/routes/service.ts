import { text } from '@memex/core/model';
import { fileAnswer, pageAnswer } from '../documentation/ui.js';
import type { Readiness } from '../observe/readiness.js';
import { HEALTHY, type MetricsPage, metricsAnswer, readyAnswer } from '../observe/service-answers.js';
import { statusExample } from './answer-examples.js';
import type { Route } from './route.js';
import { type SessionFacts, sessionRoute } from './session.js';

/** The data for the routes about the service itself. */
export interface Service {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: MetricsPage | undefined;
  readonly session: SessionFacts;
  /** The OpenAPI document as YAML. */
  readonly document: () => Promise<string>;
}

/** The schema of the parts and their states. */
export const PARTS = {
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

export function serviceRoutes({ readiness, metrics, session, document }: Service): readonly Route[] {
  return [
    {
      ...open,
      operationId: 'health',
      path: '/health',
      summary: 'Check that the process is alive',
      successes: [
        {
          status: 200,
          description: 'The process is alive',
          content: { kind: 'status' },
          example: statusExample('Ok: alive'),
        },
      ],
      handle: async () => HEALTHY,
    },
    {
      ...open,
      operationId: 'ready',
      path: '/ready',
      summary: 'Check whether the service can do its work, part by part',
      successes: [
        {
          status: 200,
          description: 'Ready. Callers with an admin key also see what each part is, and why it is down.',
          content: { kind: 'status', fields: { parts: PARTS } },
          example: statusExample('Ok: ready', { parts: { store: { state: 'up' }, queue: { state: 'up' } } }),
        },
      ],
      failures: [503],
      handle: async ({ caller }) => readyAnswer(await readiness(), caller.access === 'admin'),
    },
    ...(metrics === undefined ? [] : [metricsRoute(metrics)]),
    sessionRoute(session),
    {
      ...open,
      operationId: 'documentation',
      path: '/documentation',
      summary: 'Get this document',
      successes: [
        {
          status: 200,
          description: 'The document as YAML',
          content: { kind: 'text', type: 'text/plain' },
          example: 'openapi: 3.1.0\ninfo:\n  title: Memex\n',
        },
      ],
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
      summary: 'Browse this document',
      successes: [
        {
          status: 200,
          description: 'An HTML page',
          content: { kind: 'text', type: 'text/html' },
          example: '<!doctype html>',
        },
      ],
      handle: async () => pageAnswer(),
    },
    {
      ...open,
      operationId: 'documentationFile',
      path: '/documentation/ui/{file}',
      summary: 'Get a file of the documentation page',
      parameters: { file: { codec: text } },
      successes: [
        {
          status: 200,
          description: 'The file',
          content: { kind: 'text', type: '*/*' },
          example: '.swagger-ui { color: #3b4151 }',
        },
        { status: 304, description: 'The client already has this version', content: { kind: 'none' } },
      ],
      failures: [404],
      handle: ({ parameters: { file: name = '' } }) => fileAnswer(name),
    },
  ];
}

function metricsRoute(metrics: MetricsPage): Route {
  return {
    ...open,
    access: 'read',
    operationId: 'metrics',
    path: '/metrics',
    summary: 'Get metrics for Prometheus',
    successes: [
      {
        status: 200,
        description: 'All metrics as text',
        content: { kind: 'text', type: 'text/plain' },
        example: 'memex_http_requests_total{route="/messages",method="POST",status="201"} 12\n',
      },
    ],
    handle: () => metricsAnswer(metrics),
  };
}
