import type { Readable } from 'node:stream';
import { AbortedError } from '@memex/core';

/**
 * Reads all bytes of a stream. `admit` is called with each part before it is kept. If it throws, collecting ends, and the rest of the stream stays
 * unread. `listen` receives a function that ends collecting from outside.
 *
 * @throws AbortedError if the stream is closed before its end, and the error of the stream.
 */
export function collect(
  source: Readable,
  admit: (part: Buffer) => void,
  listen?: (giveUp: (error: Error) => void) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const giveUp = (error: unknown): void => {
      source.off('data', keep).pause();
      // Free the parts now, since dropping the rest of the stream may take a while.
      parts.length = 0;
      reject(error);
    };
    const keep = (part: Buffer): void => {
      try {
        admit(part);
        parts.push(part);
      } catch (error) {
        giveUp(error);
      }
    };
    listen?.(giveUp);
    source.on('data', keep);
    source.once('end', () => resolve(Buffer.concat(parts)));
    source.once('error', reject);
    source.once('close', () => {
      // Every request is closed in the end. Creating an error each time would cost a stack trace.
      if (!source.readableEnded) reject(new AbortedError());
    });
  });
}
