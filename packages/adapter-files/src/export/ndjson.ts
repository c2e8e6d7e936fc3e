import { type ExportFormat, withTraceId } from '@memex/core/toolkit';

/**
 * A record a line, as JSON. Messages and logs have their `traceId` as the last member, so that an import stores them under it again.
 *
 * Source: {@link https://github.com/ndjson/ndjson-spec | NDJSON}
 */
export const ndjson: ExportFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  resumable: true,
  // White space before a line of JSON is a part of it.
  filler: ' ',
  open: () => ({
    encode: async (records) => Buffer.from(records.map((record) => `${withTraceId(record)}\n`).join('')),
    end: async () => new Uint8Array(),
  }),
};
