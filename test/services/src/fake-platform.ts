import { createServer, type ServerResponse } from 'node:http';
import { stringifyJson } from '@memex/core/toolkit';
import { answerOf, type PlatformData } from './platform/answers.js';
import type { FakeLogger } from './platform/fake-logger.js';
import {
  createFaultTaker,
  createRateLimiter,
  type PlatformFault,
  type RateLimit,
} from './platform/faults.js';

export interface FakePlatform {
  readonly instance: string;
  /** Path and query of every call, in order. */
  readonly calls: string[];
  /** When each call came, as `performance.now()` tells it. */
  readonly times: readonly number[];
  /** Most calls that were under way at once. */
  mostAtOnce(): number;
  /** How many connections were opened. */
  connections(): number;
  /** Makes calls go wrong from now on; the first fault that matches counts. */
  faults: PlatformFault[];
  rateLimit: RateLimit | undefined;
  /** Most items on a page, whatever is asked for. */
  pageLimit: number;
  /** Answers the calls of the logger; without it there is none. */
  logger: FakeLogger | undefined;
  stop(): Promise<void>;
}

const NOTHING: PlatformData = { users: {}, apps: {}, profiles: {}, tasks: [], transactions: [], cohorts: [] };

const LOGGER = '/prod/logger';

/** The platform's services on loopback, with data in memory. Every call needs the key. */
export async function startFakePlatform(
  key: string,
  known: Partial<PlatformData> = {},
): Promise<FakePlatform> {
  const data = { ...NOTHING, ...known };
  const calls: string[] = [];
  const times: number[] = [];
  let [atOnce, most, connections] = [0, 0, 0];
  const takeFault = createFaultTaker();
  const isBeyond = createRateLimiter();
  const server = createServer(async (request, response) => {
    const { url = '', method, headers } = request;
    calls.push(`${method} ${url}`);
    times.push(performance.now());
    most = Math.max(most, ++atOnce);
    response.on('close', () => atOnce--);
    if (isBeyond(platform.rateLimit)) return send(response, 429, 'too many', platform.rateLimit?.headers);
    const fault = takeFault(platform.faults, request);
    if (fault?.delay !== undefined) await new Promise((done) => setTimeout(done, fault.delay));
    if (fault?.hangUp === true) return response.destroy();
    if (fault?.status !== undefined || fault?.body !== undefined)
      return send(response, fault.status ?? 200, fault.body ?? '', fault.headers);
    if (headers['x-wenet-component-apikey'] !== key) return send(response, 401, 'who are you?');
    if (url.startsWith(LOGGER) && platform.logger !== undefined && fault?.cutOff !== true)
      return platform.logger(request, response, url.slice(LOGGER.length));
    const answer = answerOf(request, data, platform.pageLimit);
    if (fault?.cutOff === true) return sendHalf(response, stringifyJson(answer ?? []));
    sendJson(response, answer);
  });
  server.keepAliveTimeout = 60_000; // As gateways have it. A busy machine takes longer than Node's 5 s to notice that a connection has ended.
  server.on('connection', () => connections++);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the platform does not listen');
  const platform: FakePlatform = {
    instance: `http://127.0.0.1:${address.port}/prod/`,
    calls,
    times,
    mostAtOnce: () => most,
    connections: () => connections,
    faults: [],
    rateLimit: undefined,
    pageLimit: Number.POSITIVE_INFINITY,
    logger: undefined,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return platform;
}

function sendHalf(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
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
