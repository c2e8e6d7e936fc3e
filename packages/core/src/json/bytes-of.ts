const encoder = new TextEncoder();

/** The size of a text in UTF-8, in bytes. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
