import { CONVERSATION_CSV } from './csv-examples.js';
import { LOG_EXAMPLE, MESSAGE_EXAMPLE } from './examples.js';

/** Example answers for the documentation. Tests compare each with its schema. */
export const TRACE_ID = '01a21dd7-dc30-79c5-b0aa-c682a5cfdc4a';

const ANALYTIC_ID = '01a21dd7-dd55-70fd-82d7-593e98a8f867';

const TIME = '2026-11-20T10:15:00+00:00';

/** As it is stored: with all fields of a request. */
export const STORED_MESSAGE = {
  ...MESSAGE_EXAMPLE,
  timestamp: TIME,
  domain: null,
  intent: { name: 'greeting', confidence: 0.93 },
  entities: [],
  language: 'en',
};

export const STORED_LOG = {
  ...LOG_EXAMPLE,
  timestamp: TIME,
  authority: null,
  botVersion: null,
  metadata: null,
};

export const DEFINED = { id: ANALYTIC_ID };

const DESCRIPTOR = {
  project: 'my-bot',
  timespan: { type: 'moving', value: '30d' },
  type: 'count',
  dimension: 'user',
  metric: 'active',
};

const RESULT = {
  type: 'count',
  creationDt: '2026-11-20T03:00:00.392000',
  fromDt: '2026-10-21T00:00:00',
  toDt: '2026-11-20T00:00:00',
  count: 57,
};

/** The answers to the example of `POST /analytics/query`. */
export const RESULTS = [
  {
    ...RESULT,
    count: 1_204,
    previous: { ...RESULT, fromDt: '2026-09-21T00:00:00', toDt: '2026-10-21T00:00:00', count: 998 },
  },
  {
    type: 'segmentation',
    creationDt: '2026-11-20T10:15:00.392000',
    fromDt: '2026-10-21T00:00:00',
    toDt: '2026-11-20T00:00:00',
    segments: [
      { type: 'TELEGRAM', count: 1_630 },
      { type: 'WEB', count: 702 },
    ],
  },
];

export const ANALYTIC_STATE = {
  id: ANALYTIC_ID,
  descriptor: DESCRIPTOR,
  result: RESULT,
  computedAt: RESULT.creationDt,
  state: 'idle',
  reason: null,
  nextTry: null,
};

export const DEAD_JOB = {
  id: `update-analytic:${ANALYTIC_ID}`,
  project: 'my-bot',
  analyticId: ANALYTIC_ID,
  reason: 'the platform is unavailable: none is configured',
  attempts: 1,
  diedAt: '2026-11-20T03:00:00.397000',
};

export const RETENTION_RULE = { project: 'my-bot', period: '90d', before: '2026-08-22T00:00:00' };

export const RECEIPT = {
  id: '01a21dd7-ee00-74dc-974e-a050819e3f5b',
  kind: 'erasure',
  state: 'complete',
  by: '4813494d137e1631',
  engine: 'SQLite',
  beganAt: '2026-11-20T16:30:20.170000',
  completedAt: '2026-11-20T16:30:20.253000',
  attempts: 1,
  userHash: '960459bf8ff3cf0674d40becdcdac05f3a76726bc3c51e59c87fc5b97965b377',
  projects: null,
  partition: null,
  before: null,
  found: [{ project: 'my-bot', messages: 1, logs: 0 }],
  deleted: 1,
};

/** What a call answers that has `status` and `code`. */
export function statusExample(status: string, fields: object = {}, code = 200): object {
  return { ...fields, status, code };
}

const EXPORTED = {
  messages: {
    ndjson: linesOf({ ...STORED_MESSAGE, traceId: TRACE_ID }),
    csv: CONVERSATION_CSV,
  },
  logs: {
    ndjson: linesOf({ ...STORED_LOG, traceId: TRACE_ID }),
    csv: `logId,component,severity,logContent,timestamp,project,authority,botVersion,metadata,traceId,timeZone\r\nlog-1,my-bot,INFO,started,2026-11-20 11:15:00+01:00,my-bot,,,,${TRACE_ID},Europe/Rome\r\n`,
  },
  analytics: {
    ndjson: linesOf({ id: ANALYTIC_ID, descriptor: DESCRIPTOR, result: null }),
    csv: `id,descriptor,result,timeZone\r\n${ANALYTIC_ID},"{""project"":""my-bot"",""timespan"":{""type"":""moving"",""value"":""30d""},""type"":""count"",""dimension"":""user"",""metric"":""active""}",,Europe/Rome\r\n`,
  },
};

/** The beginning of an export, by media type. */
export function exportExamples(kind: keyof typeof EXPORTED): Readonly<Record<string, string>> {
  const { ndjson, csv } = EXPORTED[kind];
  // A binary file begins with its name.
  return { 'application/x-ndjson': ndjson, 'text/csv': csv, 'application/vnd.apache.parquet': 'PAR1…' };
}

export const EXPORTED_USER = linesOf(
  { message: { ...STORED_MESSAGE, traceId: TRACE_ID } },
  {
    summary: {
      userId: 'anna',
      createdAt: '2026-11-20T16:30:19.870000',
      messages: 1,
      analytics: 0,
      projects: [{ project: 'my-bot', messages: 1, conversations: 1, firstTime: TIME, lastTime: TIME }],
      logs: 'not searched: logs have no user',
    },
  },
);

function linesOf(...records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
