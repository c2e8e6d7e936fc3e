/** A short digest of a text, to make keys of: FNV-1a, in hexadecimal. */
export function digestOf(text: string): string {
  let digest = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return digest.toString(16);
}
