import type { CallOptions } from '@memex/core/ports';

/** Where text is written to. Callers await each write before the next. */
export interface Sink {
  /** @throws UnavailableError if it cannot be written. AbortedError if the signal fires first. */
  write(text: string, options?: CallOptions): Promise<void>;
}

/** Buffers text, so that the sink gets few large writes. */
export interface BufferedSink extends Sink {
  /** Writes the buffered text. */
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
