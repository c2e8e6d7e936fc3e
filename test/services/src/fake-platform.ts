import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stringifyJson } from '@memex/core';

type Json = Readonly<Record<string, unknown>>;

/** What the services know. Tasks and transactions have the fields of the platform's API. */
export interface PlatformData {
  /** By application: when each user joined, in seconds since the epoch. */
  readonly users: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly apps: Readonly<Record<string, Json>>;
  readonly profiles: Readonly<Record<string, Json>>;
  readonly tasks: readonly Json[];
  readonly transactions: readonly Json[];
  readonly cohorts: readonly Json[];
}

/** What goes wrong in calls whose path matches. */
export interface PlatformFault {
  readonly path: RegExp;
  /** How many calls; all where absent. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Breaks the connection instead of answering. */
  readonly hangUp?: true;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FakePlatform {
  readonly instance: string;
  /** Path and query of every call, in order. */
  readonly calls: string[];
  /** Most calls that were under way at once. */
  mostAtOnce(): number;
  /** How many connections were opened. */
  connections(): number;
  /** Makes calls go wrong from now on; the first fault that matches counts. */
  faults: PlatformFault[];
  stop(): Promise<void>;
}

const NOTHING: PlatformData = { users: {}, apps: {}, profiles: {}, tasks: [], transactions: [], cohorts: [] };

/** The platform's services on loopback, with data in memory. Every call needs the key. */
export async function startFakePlatform(
  key: string,
  known: Partial<PlatformData> = {},
): Promise<FakePlatform> {
  const data = { ...NOTHING, ...known };
  const calls: string[] = [];
  let [atOnce, most, connections] = [0, 0, 0];
  const hits = new Map<PlatformFault, number>();
  const server = createServer(async (request, response) => {
    calls.push(`${request.method} ${request.url}`);
    most = Math.max(most, ++atOnce);
    response.on('close', () => atOnce--);
    const fault = platform.faults.find(
      (one) =>
        one.path.test(request.url ?? '') && (hits.get(one) ?? 0) < (one.times ?? Number.POSITIVE_INFINITY),
    );
    if (fault !== undefined) hits.set(fault, (hits.get(fault) ?? 0) + 1);
    if (fault?.delay !== undefined) await new Promise((done) => setTimeout(done, fault.delay));
    if (fault?.hangUp === true) return response.destroy();
    if (fault?.status !== undefined || fault?.body !== undefined) {
      return send(response, fault.status ?? 200, fault.body ?? '', fault.headers);
    }
    if (request.headers['x-wenet-component-apikey'] !== key) return send(response, 401, 'who are you?');
    sendJson(response, answerOf(request, data));
  });
  server.on('connection', () => connections++);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const platform: FakePlatform = {
    instance: `http://127.0.0.1:${port}/prod/`,
    calls,
    mostAtOnce: () => most,
    connections: () => connections,
    faults: [],
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return platform;
}

/** What a call answers; undefined where there is nothing. */
function answerOf(request: IncomingMessage, data: PlatformData): unknown {
  const url = new URL(request.url ?? '', 'http://localhost');
  const [, appId = '', users] =
    /^\/prod\/hub\/frontend\/data\/app\/([^/]+)(\/user)?$/.exec(url.pathname) ?? [];
  const [, userId] = /^\/prod\/profile_manager\/profiles\/([^/]+)$/.exec(url.pathname) ?? [];
  if (users !== undefined) return usersOf(data, decodeURIComponent(appId), url.searchParams);
  if (appId !== '') return data.apps[decodeURIComponent(appId)];
  if (userId !== undefined) return data.profiles[decodeURIComponent(userId)];
  switch (url.pathname) {
    case '/prod/task_manager/tasks':
      return pageOf('tasks', data.tasks, url.searchParams);
    case '/prod/task_manager/taskTransactions':
      return pageOf('transactions', data.transactions, url.searchParams);
    case '/prod/incentive_server/api/UsersCohorts/':
      return data.cohorts;
    default:
      return undefined;
  }
}

function usersOf(data: PlatformData, appId: string, query: URLSearchParams): readonly string[] {
  const [from, to] = [numberOf(query, 'fromTs') ?? 0, numberOf(query, 'toTs') ?? Number.POSITIVE_INFINITY];
  const joined = Object.entries(data.users[appId] ?? {});
  return joined.filter(([, at]) => at >= from && at <= to).map(([id]) => id);
}

/** How each parameter selects. */
const CRITERIA: Readonly<Record<string, (item: Json, value: string) => boolean>> = {
  appId: (item, value) => item.appId === undefined || item.appId === value,
  requesterId: (item, value) => item.requesterId === value,
  taskId: (item, value) => item.taskId === value,
  label: (item, value) => item.label === value,
  actioneerId: (item, value) => item.actioneerId === value,
  creationFrom: (item, value) => Number(item._creationTs) >= Number(value),
  creationTo: (item, value) => Number(item._creationTs) <= Number(value),
  hasCloseTs: (item, value) => String(item.closeTs !== undefined && item.closeTs !== null) === value,
  closeFrom: (item, value) => Number(item.closeTs ?? Number.NaN) >= Number(value),
  closeTo: (item, value) => Number(item.closeTs ?? Number.NaN) <= Number(value),
};

function pageOf(name: string, items: readonly Json[], query: URLSearchParams): Json {
  const selected = items.filter((item) =>
    [...query].every(([key, value]) => CRITERIA[key]?.(item, value) ?? true),
  );
  const offset = numberOf(query, 'offset') ?? 0;
  const page = selected.slice(offset, offset + (numberOf(query, 'limit') ?? 10));
  return { offset, total: selected.length, ...(page.length === 0 ? {} : { [name]: page }) };
}

function numberOf(query: URLSearchParams, key: string): number | undefined {
  const value = query.get(key);
  return value === null ? undefined : Number(value);
}

function sendJson(response: ServerResponse, body: unknown): void {
  if (body === undefined) send(response, 404, 'there is none');
  else send(response, 200, stringifyJson(body));
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
