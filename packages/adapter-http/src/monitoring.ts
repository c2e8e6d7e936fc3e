import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Probe } from '@memex/core/ports';
import { createReadiness } from './observe/readiness.js';
import { HEALTHY, type MetricsPage, metricsAnswer, readyAnswer } from './observe/service-answers.js';
import { requestIdOf } from './request/request-id.js';
import { JSON_TYPE, type TextAnswer } from './response/answer.js';
import { errorAnswer } from './response/error-answer.js';
import { HttpError } from './response/http-error.js';
import { createHostCheck } from './security/host.js';
import { createServer, type Server, type ServerOptions } from './server/server.js';

export type { MetricsPage } from './observe/service-answers.js';
export type { Server } from './server/server.js';

export interface MonitoringOptions extends Pick<ServerOptions, 'host' | 'port'> {
  /** The response of `/metrics`. */
  readonly metrics: MetricsPage;
  /** What `/ready` checks, by name. */
  readonly probes: Readonly<Record<string, Probe>>;
  /** The accepted host names, without ports. Requests with another one get 421. All are accepted by default. */
  readonly hosts?: readonly string[] | undefined;
  /** Called for each part that `/ready` finds down, with the error of its probe. */
  readonly onDown?: ((part: string, error: unknown) => void) | undefined;
  /** Called for each internal error. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Serves `/metrics`, `/health` and `/ready` for a process that serves nothing else, such as a worker. It needs no API key, reveals no secret, and
 * loads no web framework.
 */
export function createMonitoringServer(options: MonitoringOptions): Server {
  const { metrics, probes, hosts, host, port, onDown, onError } = options;
  const readiness = createReadiness(probes, onDown);
  const checkHost = createHostCheck(hosts);
  const pages = new Map<string | undefined, () => Promise<TextAnswer>>([
    ['/health', async () => HEALTHY],
    ['/ready', async () => readyAnswer(await readiness(), false)],
    ['/metrics', () => metricsAnswer(metrics)],
  ]);

  const answer = async ({ method = '', url, headers }: IncomingMessage): Promise<TextAnswer> => {
    checkHost(headers);
    const page = pages.get(url?.split('?', 1)[0]);
    if (page === undefined) throw new HttpError(404, 'Not found', 'there is nothing at this path');
    if (method === 'GET' || method === 'HEAD') return page();
    throw new HttpError(405, 'Method not allowed', 'this path allows GET, HEAD', { Allow: 'GET, HEAD' });
  };

  const handle: RequestListener = async (request, response) => {
    const id = requestIdOf(request.headers['x-request-id']);
    try {
      send(response, await answer(request), id);
    } catch (error) {
      const failure = errorAnswer(error, id);
      if (failure.status === 500) onError?.(error);
      send(response, failure, id);
    }
  };
  return createServer({ callback: () => handle }, { host, port });
}

/** For HEAD, Node leaves out the body. */
function send(
  response: ServerResponse,
  { status, body, type = JSON_TYPE, headers }: TextAnswer,
  id: string,
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': id,
    ...headers,
  });
  response.end(body);
}
