import { parseJson } from '@memex/core/toolkit';
import { readQuery } from '../request/parameters.js';
import { requestIdOf } from '../request/request-id.js';
import { type Answer, isFile, JSON_TYPE } from '../response/answer.js';
import { errorAnswer } from '../response/error-answer.js';
import { HttpError } from '../response/http-error.js';
import { checkAccess } from '../security/access.js';
import type { Caller } from '../security/caller.js';
import { queryFieldsOf, type Route } from './route.js';

/** A call of the API that a page makes within the process: what `fetch` takes, and a path relative to the API. */
export interface PageCall {
  /** With the query: `messages?project=my-bot`. */
  readonly path: string;
  readonly method: string;
  readonly body: string | null;
  readonly signal: AbortSignal | null;
}

/** Answers calls of a page with the rights of whoever asked for the page. */
export type PageSend = (call: PageCall) => Promise<Response>;

/** Called with each error that a page is told of. */
export type Report = (error: unknown, where: { readonly requestId: string; readonly route: string }) => void;

/**
 * Answers calls of pages without a connection. Only what reads is answered: asking for a page never changes anything, whoever asks.
 *
 * @param routes - Called with the first call, since the pages are routes themselves.
 */
export function createInProcess(
  routes: () => readonly Route[],
  report: Report,
): (caller: Caller) => PageSend {
  return (caller) => async (call) => {
    const requestId = requestIdOf(undefined);
    const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(call.path) ?? [];
    try {
      return responseOf(await answerOf(routes(), caller, { ...call, path: `/${path}`, query }));
    } catch (error) {
      if (call.signal?.aborted) throw error;
      report(error, { requestId, route: path });
      return responseOf(errorAnswer(error, requestId));
    }
  };
}

async function answerOf(
  routes: readonly Route[],
  caller: Caller,
  { path, method, body, signal, query }: PageCall & { readonly query: string },
): Promise<Answer> {
  for (const route of routes) {
    const inPath = isRead(route) && route.method === method ? matchPath(route.path, path) : undefined;
    if (inPath === undefined) continue;
    if (route.access !== 'open') checkAccess(caller, route.access);
    const { projects } = caller;
    return route.handle({
      parameters: { ...readQuery(query, queryFieldsOf(route)), ...inPath },
      body: body === null ? undefined : parseJson(body),
      options: signal === null ? { projects } : { projects, signal },
      caller,
      csv: undefined,
      query,
      ifNoneMatch: undefined,
      address: undefined,
    });
  }
  throw new HttpError(404, 'Not found', 'a page reads nothing at this path');
}

function isRead({ access, endless, method, successes }: Route): boolean {
  const isExport = successes.some(({ content }) => content.kind === 'file');
  return endless !== true && !isExport && access !== 'open' && (method === 'GET' || access === 'read');
}

/** The parameters in a path; `undefined` if it is not of this form. */
function matchPath(form: string, path: string): Readonly<Record<string, string>> | undefined {
  const [forms, parts] = [form.split('/'), path.split('/')];
  if (forms.length !== parts.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const name = /^\{(\w+)\}$/.exec(forms[index] ?? '')?.[1];
    if (name === undefined && part !== forms[index]) return undefined;
    if (name !== undefined) found[name] = decodeURIComponent(part);
  }
  return found;
}

function responseOf({ status, body, type = JSON_TYPE, headers = {} }: Answer): Response {
  if (typeof body !== 'string' && (isFile(body) || !Array.isArray(body)))
    throw new TypeError('what a page reads is text');
  const text = typeof body === 'string' ? body : body.join('');
  return new Response(text, { status, headers: { 'Content-Type': type, ...headers } });
}
