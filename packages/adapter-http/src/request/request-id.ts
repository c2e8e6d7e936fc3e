import { randomUUID } from 'node:crypto';

/** The client's own id for the request, if it is short and printable; otherwise a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header) ? header : newId();
}

/** A random prefix per process and a counter. A random id per request would take 3 % of a short request. */
const PREFIX = randomUUID().slice(0, -12);
let made = 0;

function newId(): string {
  return PREFIX + (++made).toString(16).padStart(12, '0');
}
