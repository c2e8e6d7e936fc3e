import { randomUUID } from 'node:crypto';

/** The id that a client gave its request, where it is short and printable; else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header) ? header : newId();
}

/** Random for each process, then counted: a random id for each request would be a thirtieth of a short answer. */
const PREFIX = randomUUID().slice(0, -12);
let made = 0;

function newId(): string {
  return PREFIX + (++made).toString(16).padStart(12, '0');
}
