import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { createUnzip } from 'node:zlib';
import { AbortedError, isMemexError, type MalformedError, TooLargeError } from '@memex/core';
import { findJsonIssue, malformed, parseJson } from '@memex/core/toolkit';
import type Koa from 'koa';
import type { Share } from '../memory/memory-budget.js';
import { RequestRefused } from '../response/request-refused.js';
import { collect } from './collect.js';
import { askForBody } from './expect-continue.js';
import { StructureCheck } from './structure.js';

export interface BodyLimits {
  /** Most bytes, inflated. */
  readonly bytes: number;
  /** Most items, where the body is a list. */
  readonly items?: number | undefined;
}

/**
 * Reads a JSON body. Its limits hold once it is inflated. What would take much memory once it is parsed is refused before it is.
 *
 * @throws MalformedError, TooLargeError, UnavailableError where too much is under way, AbortedError where the client leaves, and
 * RequestRefused for a media type or an encoding that is not read.
 */
export async function readJsonBody(ctx: Koa.Context, limits: BodyLimits, share: Share): Promise<unknown> {
  const inflated = checkEncoding(ctx);
  const bytes = await readBytes(ctx, inflated, limits, share);
  if (bytes.length === 0) throw missing();
  if (!isUtf8(bytes)) throw malformed('', 'the body must be UTF-8');
  const start = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? BYTE_ORDER_MARK.length
    : 0;
  return parseBody(bytes.toString('utf8', start));
}

/** Some editors and tools write it before UTF-8. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whether the body has to be inflated. */
function checkEncoding(ctx: Koa.Context): boolean {
  const { 'content-type': type, 'content-encoding': coding } = ctx.req.headers;
  // What nearly all clients send needs not be taken apart.
  if (type === 'application/json' && coding === undefined) return false;
  const isJson = ctx.is('application/json');
  if (isJson === null || ctx.get('Content-Length') === '0') throw missing();
  if (isJson === false) throw unsupported('the body must be application/json');
  if (!['', 'utf-8', 'utf8'].includes(ctx.request.charset.toLowerCase()))
    throw unsupported('the charset must be UTF-8');
  return isInflated(ctx.get('Content-Encoding'));
}

/** A list of the encodings that were applied; at most one changes anything. */
function isInflated(header: string): boolean {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const [encoding, second] = names.filter((name) => name !== '' && name !== 'identity');
  if (encoding === undefined) return false;
  if (second === undefined && INFLATED.includes(encoding)) return true;
  throw unsupported('the content encoding must be gzip or deflate', { 'Accept-Encoding': 'gzip, deflate' });
}

/** `x-gzip` is an older name of `gzip` (RFC 9110, section 8.4.1.3). */
const INFLATED = ['gzip', 'x-gzip', 'deflate'];

function missing(): MalformedError {
  return malformed('', 'a body is required: line 1, column 1: the text ends where a value is expected');
}

function unsupported(message: string, headers?: Readonly<Record<string, string>>): RequestRefused {
  return new RequestRefused(415, 'Unsupported media type', message, headers);
}

async function readBytes(
  { req: request, res }: Koa.Context,
  inflated: boolean,
  limits: BodyLimits,
  share: Share,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.bytes) throw tooLarge(limits.bytes);
  askForBody(res);
  const structure = new StructureCheck(limits.items);
  const admit = createAdmission(limits.bytes, share, inflated ? undefined : structure);
  const admitSent = (part: Buffer): void => {
    share.advance(part.length);
    admit(part);
  };
  const bytes = await arrive(request, admitSent, share);
  share.settle();
  return inflated ? inflate(bytes, createAdmission(limits.bytes, share, structure)) : bytes;
}

type Admit = (part: Buffer) => void;

/**
 * Lets parts in as long as they fit: together into the limit of a body, and, with what they will take beyond the usual once parsed, into
 * the memory of all bodies.
 */
function createAdmission(limit: number, share: Share, structure?: StructureCheck): Admit {
  let length = 0;
  let excess = 0;
  return (part) => {
    length += part.length;
    if (length > limit) throw tooLarge(limit);
    structure?.add(part);
    const more = Math.max(0, (structure?.excessBytes ?? 0) - excess);
    excess += more;
    share.take(part.length + more);
  };
}

function tooLarge(limit: number): TooLargeError {
  return new TooLargeError('the body', limit, 'bytes');
}

async function arrive(request: IncomingMessage, admit: Admit, share: Share): Promise<Buffer> {
  try {
    return await collect(request, admit, share.allowCutOff);
  } catch (error) {
    throw isMemexError(error) ? error : new AbortedError(error);
  }
}

const INFLATED_AT_ONCE = 65_536;

/** Begins when all has arrived: what swells to a thousand times its size would else be held for as long as its end is held back. */
async function inflate(bytes: Buffer, admit: Admit): Promise<Buffer> {
  const inflater = createUnzip({ chunkSize: INFLATED_AT_ONCE });
  inflater.end(bytes);
  try {
    return await collect(inflater, admit);
  } catch (error) {
    throw isMemexError(error) ? error : malformed('', 'the body does not match its Content-Encoding');
  } finally {
    inflater.destroy();
  }
}

function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notJson(text);
  }
}

function notJson(text: string): MalformedError {
  const issue = findJsonIssue(text);
  const where = issue && `: line ${issue.line}, column ${issue.column}: ${issue.message}`;
  return malformed('', `the body must be JSON${where ?? ''}`);
}
