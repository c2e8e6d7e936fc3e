import { writeToString } from '@fast-csv/format';
import { Analytic, Log, Message } from '@memex/core/model';
import {
  createRecordTable,
  type EncoderOptions,
  type ExportFormat,
  type ExportKind,
  type ExportRecord,
  maskRow,
  parseJson,
  type RecordTable,
  safeCell,
  type TimeZone,
  unmask,
} from '@memex/core/toolkit';

/** RFC 4180: commas, quotes where needed, and CRLF after every row. */
const FORMAT = {
  delimiter: ',',
  rowDelimiter: '\r\n',
  includeEndRowDelimiter: true,
  headers: false,
} as const;

/** A row a record, as the lists of the API are as CSV, with the trace id. Times are in a named zone; objects and lists are JSON. */
export const csv: ExportFormat = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  resumable: true,
  open({ kind, timeZone, safeCells = false, resumed = false }: EncoderOptions) {
    const table = tableOf(kind, timeZone);
    let header = resumed ? [] : [table.columns];
    const encodeRows = async (records: readonly ExportRecord[]): Promise<Uint8Array> => {
      const rows = records.map((record) => table.rowOf(valuesOf(record)));
      const masked = [...header, ...rows].map((row) => maskRow(safeCells ? row.map(safeCell) : row));
      header = [];
      return Buffer.from(masked.length === 0 ? '' : unmask(await writeToString(masked, FORMAT)));
    };
    return { encode: encodeRows, end: () => encodeRows([]) };
  },
};

const TRACE_ID = ['traceId'];

function tableOf(kind: ExportKind, zone: TimeZone): RecordTable {
  switch (kind) {
    case 'messages':
      return createRecordTable(Message, zone, TRACE_ID);
    case 'logs':
      return createRecordTable(Log, zone, TRACE_ID);
    case 'analytics':
      return createRecordTable(Analytic, zone);
  }
}

function valuesOf({ json, traceId }: ExportRecord): unknown {
  return { ...Object(parseJson(json)), traceId };
}
