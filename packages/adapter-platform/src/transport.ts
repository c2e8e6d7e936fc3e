import {
  type Agent,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

/** One HTTP request. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

/** The HTTP response, whatever its status. */
export interface WireResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request. Rejects with the error of the connection, or with the reason of the signal. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/**
 * Sends requests to one base address, over connections that are kept alive. It uses `node:http`, which takes less than half the time of `fetch`.
 * It does not follow redirects.
 */
export async function createTransport(instance: string): Promise<Transport> {
  const { protocol, hostname } = new URL(instance);
  const connect = protocol === 'https:' ? await secure() : plain();
  // On the same machine, compressing takes longer than sending.
  const encoding = LOOPBACK.has(hostname) ? 'identity' : 'gzip';
  return ({ url, method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(signal.aborted ? signal.reason : error);
      const options = {
        agent: connect.agent,
        method,
        headers: { ...headers, 'accept-encoding': encoding },
        signal,
      };
      const request = connect.request(url, options, (response) => {
        readResponse(response).then(resolve, fail);
      });
      request.on('error', fail);
      request.end(body);
    });
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

interface Connect {
  readonly agent: Agent;
  readonly request: (
    url: string,
    options: RequestOptions,
    onResponse: (response: IncomingMessage) => void,
  ) => ReturnType<typeof httpRequest>;
}

function plain(): Connect {
  return { agent: new HttpAgent({ keepAlive: true }), request: httpRequest };
}

/** Loaded on demand, since loading TLS takes a while. */
async function secure(): Promise<Connect> {
  const { Agent: HttpsAgent, request } = await import('node:https');
  return { agent: new HttpsAgent({ keepAlive: true }), request };
}

async function readResponse(response: IncomingMessage): Promise<WireResponse> {
  const bytes = await unpack(await collect(response), response.headers['content-encoding']);
  const text = bytes.toString();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text,
  };
}

/** Most responses are one chunk. For those, `for await` over the stream would take longer than receiving it. */
function collect(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks)));
    response.on('error', reject); // Also if it is cut off.
  });
}

const BYTE_ORDER_MARK = '\ufeff';

async function unpack(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return promisify(gunzip)(bytes);
    case 'deflate':
      return promisify(inflate)(bytes);
    default:
      return bytes;
  }
}
