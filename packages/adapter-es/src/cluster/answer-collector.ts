import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { type ConnectionRequestResponse, errors, type UndiciConnection } from '@elastic/elasticsearch';

/** What undici calls while a request is sent and its answer arrives. */
type Handlers = Parameters<UndiciConnection['pool']['dispatch']>[1];

export interface AnswerCollectorOptions {
  readonly signal: AbortSignal | undefined;
  /** The node, as its errors name it. */
  readonly host: string;
  /** How long to wait for the answer to begin, in milliseconds, if undici does not see to that. */
  readonly timeoutMs: number | undefined;
  /** The largest answer in bytes, as it is sent: of text, and of a compressed one. */
  readonly maxBytes: number;
  readonly maxCompressedBytes: number;
  readonly resolve: (answer: ConnectionRequestResponse) => void;
  readonly reject: (error: Error) => void;
}

/** Collects the answer to one request, and hands it over in one piece. */
export class AnswerCollector implements Handlers {
  private abort: ((error?: Error) => void) | undefined;
  private stopped: Error | undefined;
  private readonly timer: NodeJS.Timeout | undefined;
  private statusCode = 0;
  private headers: IncomingHttpHeaders = {};
  private bytes = 0;
  private text = '';
  private readonly decoder = new StringDecoder('utf8');
  /** The parts of a compressed answer. */
  private parts: Buffer[] | undefined;

  constructor(private readonly options: AnswerCollectorOptions) {
    const { signal, timeoutMs } = options;
    if (timeoutMs !== undefined) this.timer = setTimeout(this.timeOut, timeoutMs);
    if (signal?.aborted === true) this.leave();
    else signal?.addEventListener('abort', this.leave);
  }

  /** It may be called again, if the connection closed before the request was sent. */
  onConnect(abort: (error?: Error) => void): void {
    if (this.stopped === undefined) this.abort = abort;
    else abort(this.stopped);
  }

  onHeaders(statusCode: number, raw: Buffer[]): boolean {
    if (statusCode < FIRST_FINAL) return true;
    clearTimeout(this.timer);
    this.statusCode = statusCode;
    this.headers = headersOf(raw);
    if (this.headers['content-encoding'] !== undefined) this.parts = [];
    this.limit(Number(this.headers['content-length'] ?? 0));
    return true;
  }

  onData(part: Buffer): boolean {
    this.bytes += part.length;
    this.limit(this.bytes);
    if (this.parts === undefined) this.text += this.decoder.write(part);
    else this.parts.push(part);
    return true;
  }

  onComplete(): void {
    this.release();
    const { statusCode, headers, parts } = this;
    const body = parts === undefined ? this.text + this.decoder.end() : Buffer.concat(parts);
    this.options.resolve({ statusCode, headers, body });
  }

  onError(error: Error): void {
    this.release();
    this.options.reject(this.stopped ?? translated(error, this.options.host));
  }

  private readonly leave = (): void => this.stop(new errors.RequestAbortedError('Request aborted'));

  private readonly timeOut = (): void => this.stop(new errors.TimeoutError(TIMED_OUT));

  /** Rejects at once. A request that waits for a connection is not sent any more. */
  private stop(error: Error): void {
    this.stopped = error;
    this.release();
    this.options.reject(error);
    this.abort?.(error);
  }

  private release(): void {
    clearTimeout(this.timer);
    this.options.signal?.removeEventListener('abort', this.leave);
  }

  /** @throws RequestAbortedError, with which undici closes the connection. */
  private limit(bytes: number): void {
    const { maxBytes, maxCompressedBytes } = this.options;
    const max = this.parts === undefined ? maxBytes : maxCompressedBytes;
    if (bytes > max)
      throw new errors.RequestAbortedError(
        `The content length (${bytes}) is bigger than the maximum allowed (${max})`,
      );
  }
}

/** The answers before are informational. */
const FIRST_FINAL = 200;

const TIMED_OUT = 'Request timed out';

/** Names and values in turns. */
function headersOf(raw: readonly Buffer[]): IncomingHttpHeaders {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = String(raw[at]).toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? String(raw[at + 1]) : `${before}, ${raw[at + 1]}`;
  }
  return headers;
}

/** The errors of undici, as the transport of the client knows them: it retries those of a connection. */
function translated(error: Error, host: string): Error {
  if (error instanceof errors.ElasticsearchClientError) return error;
  switch ('code' in error ? error.code : undefined) {
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new errors.TimeoutError(TIMED_OUT);
    case 'UND_ERR_INVALID_ARG':
      return error;
    case 'UND_ERR_SOCKET':
      return new errors.ConnectionError(`${error.message} (${host})`);
    default:
      return new errors.ConnectionError(error.message);
  }
}
