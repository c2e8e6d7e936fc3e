import type { Readable } from 'node:stream';
import { AbortedError } from '@memex/core';

/**
 * All bytes of a stream. `admit` sees each part before it is kept; what it throws ends the collecting, and leaves
 * the rest of the stream unread. So does what `listen` is given, for whoever wants to end it from outside.
 *
 * @throws AbortedError where the stream is closed before its end, and what the stream fails with.
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
      // Whoever reads the rest of the stream to drop it may take a while.
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
      // Every request closes; an error that nobody sees would cost it a stack trace.
      if (!source.readableEnded) reject(new AbortedError());
    });
  });
}
