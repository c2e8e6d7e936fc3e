import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createUnzip } from 'node:zlib';
import { AbortedError, isMemexError, malformed, parseJson, TooLargeError } from '@memex/core';
import type Koa from 'koa';
import { RequestRefused } from '../response/request-refused.js';
import { collect } from './collect.js';
import type { Share } from './memory-budget.js';
import { createStructureCheck } from './structure.js';

/**
 * Reads a JSON body of at most `limit` bytes, inflated.
 *
 * @throws MalformedError, TooLargeError, UnavailableError where too much is under way, AbortedError where the client leaves, and
 * RequestRefused for a media type or an encoding that is not read.
 */
export async function readJsonBody(ctx: Koa.Context, limit: number, share: Share): Promise<unknown> {
  const inflated = checkEncoding(ctx);
  const bytes = await readBytes(ctx.req, inflated, limit, share);
  if (bytes.length === 0) throw malformed('', 'a body is required');
  if (!isUtf8(bytes)) throw malformed('', 'the body must be UTF-8');
  return parseBody(bytes.toString('utf8'));
}

/** Whether the body has to be inflated. */
function checkEncoding(ctx: Koa.Context): boolean {
  const { 'content-type': type, 'content-encoding': coding } = ctx.req.headers;
  // What nearly all clients send needs not be taken apart.
  if (type === 'application/json' && coding === undefined) return false;
  const isJson = ctx.is('application/json');
  if (isJson === null || ctx.get('Content-Length') === '0') throw malformed('', 'a body is required');
  if (isJson === false) throw unsupported('the body must be application/json');
  if (!['', 'utf-8', 'utf8'].includes(ctx.request.charset.toLowerCase()))
    throw unsupported('the charset must be UTF-8');
  const encoding = ctx.get('Content-Encoding').toLowerCase();
  if (encoding === '' || encoding === 'identity') return false;
  if (encoding === 'gzip' || encoding === 'deflate') return true;
  throw unsupported('the content encoding must be gzip or deflate', { 'Accept-Encoding': 'gzip, deflate' });
}

function unsupported(message: string, headers?: Readonly<Record<string, string>>): RequestRefused {
  return new RequestRefused(415, 'Unsupported media type', message, headers);
}

async function readBytes(
  request: IncomingMessage,
  inflated: boolean,
  limit: number,
  share: Share,
): Promise<Buffer> {
  const refuseOver = (length: number): void => {
    if (length > limit) throw new TooLargeError('the body', limit, 'bytes');
  };
  refuseOver(Number(request.headers['content-length'] ?? 0));
  let length = 0;
  const checkStructure = createStructureCheck();
  const admit = (part: Buffer): void => {
    length += part.length;
    refuseOver(length);
    share.take(part.length);
    checkStructure(part);
  };
  const source = inflated ? inflate(request) : request;
  try {
    return await collect(source, admit);
  } catch (error) {
    if (isMemexError(error)) throw error;
    throw inflated
      ? malformed('', 'the body is not what its content encoding says')
      : new AbortedError(error);
  } finally {
    if (source !== request) source.destroy();
  }
}

function inflate(request: IncomingMessage): Readable {
  const inflater = createUnzip();
  request.once('close', () => {
    if (!request.complete) inflater.destroy();
  });
  return request.pipe(inflater);
}

function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [at = ''] = / at position \d+/.exec(error.message) ?? [];
    throw malformed('', `the body must be JSON; it is not${at}`);
  }
}
