import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Json } from './answers.js';
import type { FakeLogger } from './fake-logger.js';

/** The logger as the Python service was: no cursors, times to the millisecond, nothing computed at once. */
export interface PythonLogger {
  readonly logger: FakeLogger;
  /** By id: what is defined now. */
  readonly analytics: ReadonlyMap<string, unknown>;
  /** How many were ever defined. */
  defined(): number;
}

interface Message extends Json {
  readonly project: string;
  readonly timestamp: string;
}

/** @param messages - In any order; times in UTC. */
export function createPythonLogger(messages: readonly Message[]): PythonLogger {
  const sorted = messages
    .map((message) => ({ message, millis: millisOf(message.timestamp) }))
    .sort((one, other) => one.millis - other.millis);
  const analytics = new Map<string, unknown>();
  let defined = 0;
  const logger: FakeLogger = async (request, response, path) => {
    const { pathname, searchParams: query } = new URL(path, 'http://localhost');
    const id = query.get('id') ?? '';
    switch (`${request.method} ${pathname}`) {
      case 'GET /messages': {
        const [from, to] = [millisOf(query.get('fromTime')), millisOf(query.get('toTime'))];
        const found = sorted.filter(
          ({ message, millis }) => message.project === query.get('project') && millis >= from && millis <= to,
        );
        return send(
          response,
          200,
          found.slice(0, Number(query.get('maxSize') ?? 1_000)).map(({ message }) => message),
        );
      }
      case 'POST /analytic': {
        const descriptor = await json(request).catch(() => undefined); // The caller may be gone.
        if (descriptor === undefined) return;
        const next = randomUUID();
        analytics.set(next, { id: next, descriptor, result: null });
        defined++;
        return send(response, 200, { id: next });
      }
      case 'POST /analytic/compute': {
        const analytic = analytics.get(id);
        if (typeof analytic !== 'object') return send(response, 404, {});
        analytics.set(id, { ...analytic, result: resultOf(analytic) });
        return send(response, 200, {});
      }
      case 'GET /analytic':
        return analytics.has(id) ? send(response, 200, analytics.get(id)) : send(response, 404, {});
      case 'DELETE /analytic':
        analytics.delete(id);
        return send(response, 200, {});
      default:
        return send(response, 404, { status: 'Not found', code: 404 });
    }
  };
  return { logger, analytics, defined: () => defined };
}

/** A result of the right form: the figures are those of a Memex, whose own tests look at them. */
function resultOf(analytic: object | null): unknown {
  const kind = JSON.stringify(analytic).includes('"segmentation"') ? 'segmentation' : 'count';
  const when = {
    creationDt: '2026-11-20T10:00:00',
    fromDt: '2026-11-01T00:00:00',
    toDt: '2026-11-20T00:00:00',
  };
  return kind === 'count'
    ? { type: kind, count: 7, ...when }
    : { type: kind, segments: [{ type: 'request', count: 3 }], ...when };
}

function millisOf(time: string | null): number {
  const text = time ?? '';
  return Math.floor(Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) || text.length === 10 ? text : `${text}Z`));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
