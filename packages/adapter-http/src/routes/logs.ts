import { DEFAULT_LIMITS, Log, LogQuery, LogsQuery, type UntrustedLogs } from '@memex/core/model';
import { createRecordTable, type TimeZone } from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { statusAnswer } from '../response/answer.js';
import { entryAnswer, withoutTraceId } from '../response/entry-answers.js';
import { STORED_LOG, statusExample, TRACE_ID } from './answer-examples.js';
import { APPEND_FIELDS, APPEND_SUCCESSES, appendAnswer, batchLimits } from './append.js';
import { LOGS_CSV } from './csv-examples.js';
import { LOG_EXAMPLE } from './examples.js';
import { listAnswer } from './list-answer.js';
import type { Route, Success } from './route.js';

/** Enough for the largest log, including white space. */
const MAX_LOG_BYTES = 2 * DEFAULT_LIMITS.entryBytes;

export function logRoutes(logs: UntrustedLogs, zone: TimeZone): readonly Route[] {
  const table = createRecordTable(Log, zone);
  const common = { tag: 'logs' } as const;
  const one = { ...common, path: '/log', parameters: LogQuery.fields, failures: [404] };
  return [
    {
      ...common,
      operationId: 'storeLogs',
      method: 'POST',
      access: 'write',
      path: '/logs',
      summary: 'Store a batch of logs, all or nothing',
      parameters: APPEND_FIELDS,
      body: {
        content: { kind: 'inputs', codec: Log },
        examples: { 'one log': [LOG_EXAMPLE] },
        limits: batchLimits(logs),
      },
      idempotent: true,
      successes: APPEND_SUCCESSES,
      handle: (call) => appendAnswer(logs, 'logs', call),
    },
    {
      ...common,
      operationId: 'listLogs',
      method: 'GET',
      access: 'read',
      path: '/logs',
      summary: 'List the logs of a project in a time range, oldest first',
      parameters: { ...LogsQuery.fields, ...CSV_FIELDS },
      csv: LOGS_CSV,
      abortable: true,
      successes: [
        {
          status: 200,
          description: 'A page of logs',
          content: { kind: 'values', codec: Log },
          example: [STORED_LOG],
          pages: true,
        },
      ],
      handle: async (call) =>
        listAnswer(await logs.page(call.parameters, call.options), call, withoutTraceId, table),
    },
    {
      ...one,
      operationId: 'getLog',
      method: 'GET',
      access: 'read',
      summary: 'Get a log by its trace id',
      successes: [
        {
          status: 200,
          description: 'The log',
          content: { kind: 'value', codec: Log, traceId: true },
          example: { ...STORED_LOG, traceId: TRACE_ID },
        },
      ],
      handle: async ({ parameters, options }) => entryAnswer(await logs.find(parameters, options)),
    },
    {
      ...one,
      operationId: 'replaceLog',
      method: 'PUT',
      access: 'write',
      summary: 'Replace a log',
      body: {
        content: { kind: 'input', codec: Log },
        examples: { 'a log': LOG_EXAMPLE },
        limits: { bytes: MAX_LOG_BYTES },
      },
      successes: [changed('The log was replaced', 'Ok: log updated')],
      handle: async ({ parameters, body, options }) => {
        await logs.replace(parameters, body, options);
        return statusAnswer(200, 'Ok: log updated', { traceId: parameters.id });
      },
    },
    {
      ...one,
      operationId: 'deleteLog',
      method: 'DELETE',
      access: 'write',
      summary: 'Delete a log',
      successes: [changed('The log was deleted', 'Ok: log deleted')],
      handle: async ({ parameters, options }) => {
        await logs.delete(parameters, options);
        return statusAnswer(200, 'Ok: log deleted', { traceId: parameters.id });
      },
    },
  ];
}

function changed(description: string, status: string): Success {
  return {
    status: 200,
    description,
    content: { kind: 'status', fields: { traceId: { type: 'string' } } },
    example: statusExample(status, { traceId: TRACE_ID }),
  };
}
