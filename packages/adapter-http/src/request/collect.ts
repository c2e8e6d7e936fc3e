import type { Readable } from 'node:stream';
import { AbortedError } from '@memex/core';

/**
 * All bytes of a stream. `admit` sees each part before it is kept; what it throws ends the collecting, and leaves
 * the rest of the stream unread.
 *
 * @throws AbortedError where the stream is closed before its end, and what the stream fails with.
 */
export function collect(source: Readable, admit: (part: Buffer) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const keep = (part: Buffer): void => {
      try {
        admit(part);
        parts.push(part);
      } catch (error) {
        source.off('data', keep).pause();
        reject(error);
      }
    };
    source.on('data', keep);
    source.once('end', () => resolve(Buffer.concat(parts)));
    source.once('error', reject);
    source.once('close', () => {
      // It comes after every end too, and an error costs as much as reading a small body.
      if (!source.readableEnded) reject(new AbortedError());
    });
  });
}
