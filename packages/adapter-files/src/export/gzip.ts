import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExportFormat } from '@memex/core/toolkit';

const compress = promisify(gzip);

/**
 * A format whose files are compressed. Each block is a member of its own, so that a file can be cut off and continued between two.
 *
 * Source: {@link https://www.rfc-editor.org/rfc/rfc1952#section-2.2 | RFC 1952}, which lets a file have several members
 */
export function gzipped(format: ExportFormat): ExportFormat {
  return {
    name: `${format.name}.gz`,
    mediaType: 'application/gzip',
    resumable: format.resumable,
    open(options) {
      const plain = format.open(options);
      const packed = async (bytes: Uint8Array): Promise<Uint8Array> =>
        bytes.length === 0 ? bytes : compress(bytes);
      return {
        encode: async (records) => packed(await plain.encode(records)),
        end: async () => packed(await plain.end()),
      };
    },
  };
}
