import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as `JSON.parse` reads it. */
  readonly body: unknown;
}

/** Calls one server over connections that are kept. Rejects only where no whole answer came. */
export interface Client extends AsyncDisposable {
  send(call: Call): Promise<Answer>;
}

export function createClient(url: string, connections = 8): Client {
  const pool = new Pool(url, { connections, pipelining: 1 });
  return {
    send: async ({ method = 'GET', path, query, json, headers }) => {
      const answer = await pool.request({
        method,
        path: query === undefined ? path : `${path}?${new URLSearchParams(query)}`,
        headers: json === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers },
        ...(json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, text, body: parse(text) };
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
