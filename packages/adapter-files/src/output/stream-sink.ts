import type { Writable } from 'node:stream';
import { AbortedError } from '@memex/core';
import { throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import type { Sink } from '../io/sink.js';

/** Writes to a stream that stays open, such as stdout. A write resolves when the stream has accepted it. */
export function createStreamSink(stream: Writable, name: string): Sink {
  // The pending write rejects. Without a listener, the error would end the process.
  stream.on('error', () => undefined);
  return {
    async write(text, options) {
      throwIfAborted(options);
      const { promise, settle } = deferred();
      const abort = (): void => settle(new AbortedError(options?.signal?.reason));
      options?.signal?.addEventListener('abort', abort, { once: true });
      stream.write(text, (error) => settle(error ? fileErrorOf(error, name, 'written') : undefined));
      await promise.finally(() => options?.signal?.removeEventListener('abort', abort));
    },
  };
}

function deferred(): { readonly promise: Promise<void>; readonly settle: (error?: Error) => void } {
  let settle: (error?: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  return { promise, settle };
}
