import { randomUUID } from 'node:crypto';

/** The id that a client gave its request, where it is short and printable; else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header) ? header : randomUUID();
}
