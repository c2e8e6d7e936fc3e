import { hash } from 'node:crypto';
import { NotFoundError } from '@memex/core';
import { text } from '@memex/core/model';
import type { Answer } from '../response/answer.js';
import { API_KEY_HEADER, type Caller } from '../security/caller.js';
import type { PageSend } from './in-process.js';
import type { Call, Route } from './route.js';

/** A page over the API, such as that of `@memex/dashboard`. */
export interface Dashboard {
  /** The page as HTML. It may load nothing but what is below its own address. */
  readonly page: (request: DashboardRequest) => Promise<string>;
  /** A file of the page; `undefined` if there is none of this name. Equal names always have equal contents. */
  readonly file: (name: string) => DashboardFile | undefined;
}

export interface DashboardRequest {
  /** The query of its address, without a question mark. */
  readonly search: string;
  /** The address of the API: that of the page without its query, with a slash at the end. */
  readonly address: string;
  /** Calls the API with the rights of the reader; `undefined` if keys are configured, and the request has none. */
  readonly send: PageSend | undefined;
}

export interface DashboardFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly type: string;
}

const page = { tag: 'dashboard', method: 'GET', access: 'open' } as const;

/** @param needsKey - Whether API keys are configured. */
export function dashboardRoutes(
  dashboard: Dashboard,
  sendOf: (caller: Caller) => PageSend,
  needsKey: boolean,
): readonly Route[] {
  return [
    {
      ...page,
      operationId: 'dashboard',
      path: '/',
      summary: 'See what an application did',
      page: true,
      conditional: true,
      successes: [
        {
          status: 200,
          description: 'An HTML page. Its query tells what it shows, and anything is understood.',
          content: { kind: 'text', type: 'text/html' },
          example: '<!doctype html>',
        },
        { status: 304, description: 'The client already has this page', content: { kind: 'none' } },
        {
          status: 308,
          description: 'The address of the page ends with a slash',
          content: { kind: 'text', type: 'text/plain' },
          example: './memex/?window=7d',
        },
      ],
      handle: (call) => {
        const { caller } = call;
        const isUnknown = needsKey && caller.key === undefined;
        return pageAnswer(dashboard, call, isUnknown ? undefined : sendOf(caller));
      },
    },
    {
      ...page,
      operationId: 'dashboardFile',
      path: '/dashboard/{file}',
      summary: 'Get a file of the dashboard',
      parameters: { file: { codec: text } },
      conditional: true,
      successes: [
        {
          status: 200,
          description: 'The file. What has its name never changes.',
          content: { kind: 'text', type: '*/*' },
          example: 'body { margin: 0 }',
        },
        { status: 304, description: 'The client already has the file', content: { kind: 'none' } },
      ],
      failures: [404],
      handle: async ({ parameters: { file: name = '' } }) => fileAnswer(dashboard, name),
    },
  ];
}

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  // With what it shows, it depends on the key.
  'Cache-Control': 'private, no-cache',
  Vary: `Authorization, ${API_KEY_HEADER}`,
};

async function pageAnswer(
  dashboard: Dashboard,
  { address = '', query }: Call,
  send: PageSend | undefined,
): Promise<Answer> {
  if (!address.endsWith('/')) return slashAnswer(address, query);
  const html = await dashboard.page({ search: query, address, send });
  const tag = `W/"${hash('sha256', html, 'hex').slice(0, TAG_LENGTH)}"`;
  return { status: 200, type: 'text/html; charset=utf-8', body: html, headers: { ...HEADERS, ETag: tag } };
}

const TAG_LENGTH = 32;

/** The page loads its files, and calls the API, relative to its own address. */
function slashAnswer(address: string, query: string): Answer {
  const folder = address.slice(address.lastIndexOf('/') + 1);
  const location = `./${folder}/${query === '' ? '' : `?${query}`}`;
  return { status: 308, type: 'text/plain; charset=utf-8', body: location, headers: { Location: location } };
}

/** @throws NotFoundError if the page has no such file. */
function fileAnswer(dashboard: Dashboard, name: string): Answer {
  const file = dashboard.file(name);
  if (file === undefined) throw new NotFoundError('the file');
  const { path, size, type } = file;
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', ETag: `W/"${name}"` };
  return { status: 200, type, body: { path, size }, headers };
}
