import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { identifier } from '../codec/leaf.js';
import { optional, strictRecord } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import type { ExportKind } from './export-format.js';

const format = optional(labels('ExportFormatName', ['ndjson', 'csv', 'parquet']));
const scope = { project: optional(identifier) } as const;
const range = { fromTime: optional(timestamp), toTime: optional(timestamp) } as const;

const MessagesExport = strictRecord('MessagesExport', {
  ...scope,
  ...range,
  userId: optional(identifier),
  format,
});
const LogsExport = strictRecord('LogsExport', { ...scope, ...range, format });
const AnalyticsExport = strictRecord('AnalyticsExport', { ...scope, format });

/** What to export, of each kind: everything that the caller may access, unless it is narrowed. Times are inclusive. */
export const EXPORT_QUERIES = {
  messages: MessagesExport,
  logs: LogsExport,
  analytics: AnalyticsExport,
} as const satisfies Readonly<Record<ExportKind, unknown>>;

export type ExportFormatName = NonNullable<t.TypeOf<typeof MessagesExport>['format']>;
