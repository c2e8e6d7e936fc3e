import type { CallOptions } from '@memex/core/ports';

/** Where text goes. One write at a time: the next waits until the one before has resolved. */
export interface Sink {
  /** @throws UnavailableError where it cannot be written; AbortedError when the signal fires first */
  write(text: string, options?: CallOptions): Promise<void>;
}

/** Gathers text, so that a sink is given few large pieces. */
export interface BufferedSink extends Sink {
  /** Writes what is gathered. */
  flush(options?: CallOptions): Promise<void>;
}

const CHUNK_LENGTH = 65_536;

export function buffered(sink: Sink): BufferedSink {
  let parts: string[] = [];
  let length = 0;
  const flush = async (options?: CallOptions): Promise<void> => {
    if (length === 0) return;
    const text = parts.join('');
    parts = [];
    length = 0;
    await sink.write(text, options);
  };
  return {
    flush,
    async write(text, options) {
      parts.push(text);
      length += text.length;
      if (length >= CHUNK_LENGTH) await flush(options);
    },
  };
}
