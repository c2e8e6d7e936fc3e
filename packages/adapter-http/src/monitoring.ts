import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Probe } from '@memex/core/ports';
import { createReadiness } from './observe/readiness.js';
import { ALIVE, type MetricsPage, metricsAnswer, readyAnswer } from './observe/service-answers.js';
import { requestIdOf } from './request/request-id.js';
import { JSON_TYPE, type TextAnswer } from './response/answer.js';
import { errorAnswer } from './response/error-answer.js';
import { RequestRefused } from './response/request-refused.js';
import { createHostCheck } from './security/host.js';
import { createServer, type Server, type ServerOptions } from './server/server.js';

export type { MetricsPage } from './observe/service-answers.js';
export type { Server } from './server/server.js';

export interface MonitoringOptions extends Pick<ServerOptions, 'host' | 'port'> {
  /** What `/metrics` answers. */
  readonly metrics: MetricsPage;
  /** What `/ready` asks, by name. */
  readonly probes: Readonly<Record<string, Probe>>;
  /** Host names that calls may name, without ports; others are answered 421. All where absent. */
  readonly hosts?: readonly string[] | undefined;
  /** Called for each part that `/ready` finds down, with what its probe threw. */
  readonly onDown?: ((part: string, error: unknown) => void) | undefined;
  /** Called for each error that is a fault of ours. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Serves `/metrics`, `/health` and `/ready` of a process that serves nothing else, such as a worker. It asks for no key and tells no
 * secret, and it loads no web framework.
 */
export function createMonitoringServer(options: MonitoringOptions): Server {
  const { metrics, probes, hosts, host, port, onDown, onError } = options;
  const readiness = createReadiness(probes, onDown);
  const checkHost = createHostCheck(hosts);
  const pages = new Map<string | undefined, () => Promise<TextAnswer>>([
    ['/health', async () => ALIVE],
    ['/ready', async () => readyAnswer(await readiness(), false)],
    ['/metrics', () => metricsAnswer(metrics)],
  ]);

  const answer = async ({ method = '', url, headers }: IncomingMessage): Promise<TextAnswer> => {
    checkHost(headers);
    const page = pages.get(url?.split('?', 1)[0]);
    if (page === undefined) throw new RequestRefused(404, 'Not found', 'there is nothing at this path');
    if (method === 'GET' || method === 'HEAD') return page();
    throw new RequestRefused(405, 'Method not allowed', 'this path allows GET, HEAD', { Allow: 'GET, HEAD' });
  };

  const handle: RequestListener = async (request, response) => {
    const id = requestIdOf(request.headers['x-request-id']);
    try {
      send(response, await answer(request), id);
    } catch (error) {
      const refusal = errorAnswer(error, id);
      if (refusal.status === 500) onError?.(error);
      send(response, refusal, id);
    }
  };
  return createServer({ callback: () => handle }, { host, port });
}

/** Node sends no body to HEAD. */
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
