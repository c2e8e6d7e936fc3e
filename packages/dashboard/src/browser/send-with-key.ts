import { takeEarly } from '../api/early-calls.js';
import type { SentCall } from '../api/send.js';
import { readKey } from './key.js';

/** The address of the API: the folder of the page, so that it holds wherever the page is mounted. */
export function apiAddress(): string {
  return new URL('.', location.href.replace(/[?#].*$/s, '')).href;
}

/** Sends a call with the key of the tab, unless it was sent already when the page was loading. */
export function sendWithKey(call: SentCall): Promise<Response> {
  return takeEarly(call) ?? fetchCall(call);
}

/** Sends a call with the key of the tab, and without cookies. */
export function fetchCall({ path, headers, ...call }: SentCall): Promise<Response> {
  const key = readKey();
  return fetch(new URL(path, apiAddress()), {
    ...call,
    headers: key === undefined ? headers : { ...headers, authorization: `Bearer ${key}` },
    credentials: 'omit',
    cache: 'no-cache',
  });
}
