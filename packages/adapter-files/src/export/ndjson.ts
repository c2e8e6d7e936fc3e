import type { ExportFormat, ExportRecord } from '@memex/core/toolkit';

/**
 * A record a line, as JSON. Messages and logs have their `traceId` as the last member, so that an import stores them under it again.
 *
 * Source: {@link https://github.com/ndjson/ndjson-spec | NDJSON}
 */
export const ndjson: ExportFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  resumable: true,
  open: () => ({
    encode: async (records) => Buffer.from(records.map(lineOf).join('')),
    end: async () => new Uint8Array(),
  }),
};

function lineOf({ json, traceId }: ExportRecord): string {
  return traceId === undefined ? `${json}\n` : `${json.slice(0, -1)},"traceId":${JSON.stringify(traceId)}}\n`;
}
