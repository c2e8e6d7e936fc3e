import type { ExportKind } from '@memex/core/toolkit';

/** A column of a Parquet file. All may be null. */
export interface ParquetColumn {
  readonly name: string;
  /** `time`: microseconds in UTC. `json`: any value as JSON text. */
  readonly type: 'text' | 'number' | 'time' | 'json';
  /** Where its value is in a record. */
  readonly path: readonly string[];
}

const column = (type: ParquetColumn['type'], ...path: string[]): ParquetColumn => ({
  name: path.join('_'),
  type,
  path,
});
const text = (...path: string[]) => column('text', ...path);
const number = (...path: string[]) => column('number', ...path);
const time = (...path: string[]) => column('time', ...path);
const json = (...path: string[]) => column('json', ...path);

/** The columns of each kind: flat, so that any tool can use them. The names of nested fields have an underscore for the dot. */
export const PARQUET_COLUMNS: Readonly<Record<ExportKind, readonly ParquetColumn[]>> = {
  messages: [
    text('traceId'),
    text('messageId'),
    text('conversationId'),
    text('channel'),
    text('userId'),
    time('timestamp'),
    text('project'),
    text('type'),
    text('responseTo'),
    text('domain'),
    text('language'),
    text('intent', 'name'),
    number('intent', 'confidence'),
    text('content', 'type'),
    text('content', 'value'),
    json('content'),
    json('entities'),
    json('metadata'),
  ],
  logs: [
    text('traceId'),
    text('logId'),
    text('component'),
    text('severity'),
    text('logContent'),
    time('timestamp'),
    text('project'),
    text('authority'),
    text('botVersion'),
    json('metadata'),
  ],
  analytics: [
    text('id'),
    text('descriptor', 'project'),
    text('descriptor', 'type'),
    time('result', 'creationDt'),
    json('descriptor'),
    json('result'),
  ],
};
