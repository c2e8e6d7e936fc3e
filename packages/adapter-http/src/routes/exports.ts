import { EXPORT_QUERIES, type RequestedExport, type UntrustedExports } from '@memex/core/model';
import {
  EXPORT_KINDS,
  type ExportFormat,
  type ExportKind,
  malformed,
  type RecordEncoder,
  type TimeZone,
} from '@memex/core/toolkit';
import { CSV_FIELDS, readCsvOptions, withoutCsvFields } from '../request/csv-request.js';
import { beginStream } from '../response/begin-stream.js';
import { neverSilent } from '../response/never-silent.js';
import { exportExamples } from './answer-examples.js';
import { fileHeaders } from './file-headers.js';
import type { Route } from './route.js';
import { createStreamLimit } from './stream-limit.js';
import { userExportRoute } from './user-export.js';

/** Each takes up to 30 MiB. */
const LIMITS = { ofKey: 2, inAll: 4 };

/** Everything at once, as files. */
export function exportRoutes(
  exports: UntrustedExports,
  formats: readonly ExportFormat[],
  timeZone: TimeZone,
  silenceMs: number,
): readonly Route[] {
  const enter = createStreamLimit(LIMITS);
  const byKind = EXPORT_KINDS.map(
    (kind): Route => ({
      operationId: `export${kind[0]?.toUpperCase()}${kind.slice(1)}`,
      tag: 'exports',
      access: 'read',
      method: 'GET',
      path: `/export/${kind}`,
      summary: `Export all ${kind} that the key may access as one file, oldest first`,
      parameters: { ...EXPORT_QUERIES[kind].fields, ...CSV_FIELDS },
      abortable: true,
      successes: [
        {
          status: 200,
          description: DESCRIPTIONS[kind],
          content: {
            kind: 'file',
            types: formats.map(({ mediaType }) => mediaType.replace(/;.*/, '')),
            examples: exportExamples(kind),
          },
        },
      ],
      handle: async ({ parameters, options, caller: { key } }) => {
        const { safeCells } = readCsvOptions(parameters);
        const requested = exports.open(kind, withoutCsvFields(parameters), options);
        const format = formats.find(({ name }) => name === requested.format);
        if (format === undefined) throw malformed('format', 'is not offered here');
        const encoder = format.open({ kind, timeZone, safeCells });
        const opening = await encoder.encode([]);
        const bytes = neverSilent(bytesOf(requested, encoder, enter(key)), {
          silenceMs,
          opening,
          filler: format.filler,
        });
        return {
          status: 200,
          type: format.mediaType,
          headers: fileHeaders(`${kind}.${format.name}`),
          body: { bytes: await beginStream(bytes) },
        };
      },
    }),
  );
  return [...byKind, userExportRoute(exports, enter, silenceMs)];
}

const FORMATS =
  'There is no limit to its size, and what is written meanwhile may or may not be in it. If it fails midway, the connection is cut off. At least every ten seconds a byte is sent. `ndjson` and `csv` are compressed if `Accept-Encoding` allows it. `ndjson` has one object on each line, ' +
  '`csv` the columns of the lists, and `parquet` flat columns with types; `safeCells` is for `csv`.';

const DESCRIPTIONS: Readonly<Record<ExportKind, string>> = {
  messages: `Messages with their trace ids. Both ends of the time range are inclusive. ${FORMATS}`,
  logs: `Logs with their trace ids. Both ends of the time range are inclusive. ${FORMATS}`,
  analytics: `Analytics with their latest results. ${FORMATS}`,
};

async function* bytesOf(
  { pages }: RequestedExport,
  encoder: RecordEncoder,
  leave: () => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const { records } of pages) yield await encoder.encode(records);
    yield await encoder.end();
  } finally {
    leave();
  }
}
