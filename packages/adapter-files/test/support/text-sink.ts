import type { Sink } from '@memex/adapter-files';

/** Keeps what is written. */
export function createTextSink(): Sink & { readonly text: () => string; readonly writes: () => number } {
  const parts: string[] = [];
  return {
    write: async (text) => void parts.push(text),
    text: () => parts.join(''),
    writes: () => parts.length,
  };
}
