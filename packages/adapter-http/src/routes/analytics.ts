import {
  AnalyticQuery,
  AnalyticState,
  AnalyticsQuery,
  ComputingQuery,
  Descriptor,
  identifier,
  record,
  required,
  type UntrustedAnalytics,
} from '@memex/core/model';
import { createRecordTable, resultTable, stringifyJson, type TimeZone } from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { valueAnswer } from '../response/answer.js';
import { csvAnswer } from '../response/csv-answer.js';
import { ANALYTIC_STATE, DEFINED } from './answer-examples.js';
import { ANALYTICS_CSV, RESULT_CSV } from './csv-examples.js';
import { DESCRIPTOR_EXAMPLES } from './examples.js';
import { listAnswer } from './list-answer.js';
import type { Route } from './route.js';

/** Enough for a descriptor with many filters. */
const MAX_DESCRIPTOR_BYTES = 65_536;

const Defined = record('DefinedAnalytic', { id: required(identifier) });
const Nothing = record('Nothing', {});

export function analyticRoutes(analytics: UntrustedAnalytics, zone: TimeZone): readonly Route[] {
  const table = createRecordTable(AnalyticState, zone);
  const common = { tag: 'analytics' } as const;
  const done = (description: string) =>
    [{ status: 200, description, content: { kind: 'value', codec: Nothing }, example: {} }] as const;
  return [
    {
      ...common,
      operationId: 'defineAnalytic',
      method: 'POST',
      access: 'write',
      path: '/analytic',
      summary: 'Define an analytic, to be computed later',
      body: {
        content: { kind: 'input', codec: Descriptor },
        examples: DESCRIPTOR_EXAMPLES,
        limits: { bytes: MAX_DESCRIPTOR_BYTES },
      },
      successes: [
        {
          status: 200,
          description: 'The id of the new analytic',
          content: { kind: 'value', codec: Defined },
          example: DEFINED,
        },
      ],
      handle: async ({ body, options }) => valueAnswer({ id: await analytics.define(body, options) }),
    },
    {
      ...common,
      operationId: 'getAnalytic',
      method: 'GET',
      access: 'read',
      path: '/analytic',
      summary:
        'Get an analytic with its latest result, when that was computed (null until then), and the state of its job: why it last failed, and when it is retried',
      parameters: { ...AnalyticQuery.fields, ...CSV_FIELDS },
      csv: RESULT_CSV,
      successes: [
        {
          status: 200,
          description: 'The analytic. In CSV, only its result, as `POST /analytics/query` gives it.',
          content: { kind: 'value', codec: AnalyticState },
          example: ANALYTIC_STATE,
        },
      ],
      failures: [404],
      handle: async ({ parameters, options, csv }) => {
        const analytic = await analytics.find(parameters, options);
        return csv === undefined
          ? valueAnswer(await analytics.stateOf(analytic, options))
          : csvAnswer(resultTable([analytic], zone), csv, options);
      },
    },
    {
      ...common,
      operationId: 'deleteAnalytic',
      method: 'DELETE',
      access: 'write',
      path: '/analytic',
      summary: 'Delete an analytic and its result, if it exists',
      parameters: AnalyticQuery.fields,
      successes: done('The analytic does not exist (any more)'),
      handle: async ({ parameters, options }) => {
        await analytics.delete(parameters, options);
        return valueAnswer({});
      },
    },
    {
      ...common,
      operationId: 'listAnalytics',
      method: 'GET',
      access: 'read',
      path: '/analytics',
      summary:
        'List analytics with their latest results, when those were computed, and the states of their jobs, as `GET /analytic` does',
      parameters: { ...AnalyticsQuery.fields, ...CSV_FIELDS },
      csv: ANALYTICS_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description: 'A page of analytics',
          content: { kind: 'values', codec: AnalyticState },
          example: [ANALYTIC_STATE],
          pages: true,
        },
      ],
      handle: async (call) => {
        const { entries, cursor } = await analytics.list(call.parameters, call.options);
        const states = await analytics.statesOf(entries, call.options);
        return listAnswer({ entries: states, cursor }, call, stringifyJson, table);
      },
    },
    {
      ...common,
      operationId: 'computeAnalytics',
      method: 'POST',
      access: 'write',
      path: '/analytic/compute',
      summary: 'Request the computation of one analytic, of all, or of all with one type of window',
      parameters: ComputingQuery.fields,
      successes: done('The computation is queued'),
      failures: [404],
      handle: async ({ parameters, options }) => {
        await analytics.request(parameters, options);
        return valueAnswer({});
      },
    },
  ];
}
