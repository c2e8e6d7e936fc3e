import { type IncomingHttpHeaders, request } from 'node:http';
import { type Contract, contractOf } from './contract.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
  /** The parsed body where it is JSON. */
  readonly body: unknown;
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** Calls the API and checks every answer against its OpenAPI document. */
export interface Client {
  readonly url: string;
  readonly contract: Contract;
  call(method: string, target: string, sent?: Sent): Promise<Answer>;
}

/** What the document of a service depends on. */
export interface Variant {
  readonly hasDashboard: boolean;
  readonly hasKeys: boolean;
}

/** One for each variant, since a request for it would be among those that a test counts. */
const contracts = new Map<string, Contract>();

export async function createClient(url: string, variant: Variant): Promise<Client> {
  const key = JSON.stringify(variant);
  const contract = contracts.get(key) ?? contractOf((await exchange(url, 'GET', '/documentation')).text);
  contracts.set(key, contract);
  return {
    url,
    contract,
    call: async (method, target, sent) => {
      const answer = await exchange(url, method, target, sent);
      const [path = ''] = target.split('?');
      contract.check({ ...answer, method, path, type: answer.headers['content-type'] ?? '' });
      return answer;
    },
  };
}

/** Where the next page of an answer is, as a client resolves its `Link`; `undefined` where it is the last. */
export function nextTarget(target: string, { headers }: Answer): string | undefined {
  const [, link] = /^<(.+)>; rel="next"$/.exec(headers.link ?? '') ?? [];
  if (link === undefined) return undefined;
  const { pathname, search } = new URL(link, `http://memex.test${target}`);
  return pathname + search;
}

/** One request on a connection of its own, with the target exactly as given. */
export function exchange(url: string, method: string, target: string, sent: Sent = {}): Promise<Answer> {
  const payload = payloadOf(sent.body);
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  const length = payload === undefined ? {} : { 'content-length': String(payload.length) };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = { ...type, ...length, ...sent.headers };
    const call = request({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      const finish = (): void => {
        const bytes = Buffer.concat(parts);
        const answered = headersOf(response.headers);
        resolve({ status: response.statusCode ?? 0, headers: answered, bytes, ...readBody(bytes, answered) });
      };
      response.on('data', (part: Buffer) => {
        parts.push(part);
        if (!isFirstEvent(response.headers, parts)) return;
        // A stream would last for ever.
        finish();
        call.destroy();
      });
      response.on('error', reject);
      response.on('end', finish);
    });
    call.on('error', reject);
    call.end(payload);
  });
}

function isFirstEvent(headers: IncomingHttpHeaders, parts: readonly Buffer[]): boolean {
  const isStream = headers['content-type'] === 'text/event-stream';
  return isStream && Buffer.concat(parts).includes('event: ');
}

function payloadOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function readBody(bytes: Buffer, headers: Readonly<Record<string, string>>): Pick<Answer, 'text' | 'body'> {
  const text = bytes.toString();
  const isReadable = headers['content-encoding'] === undefined && text !== '';
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  return { text, body: isReadable && isJson ? JSON.parse(text) : undefined };
}
