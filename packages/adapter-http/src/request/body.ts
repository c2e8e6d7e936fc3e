import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { createUnzip } from 'node:zlib';
import { AbortedError, isMemexError, type MalformedError, TooLargeError } from '@memex/core';
import { findJsonIssue, malformed, parseJson } from '@memex/core/toolkit';
import type Koa from 'koa';
import pLimit from 'p-limit';
import type { Share } from '../memory/memory-budget.js';
import { HttpError } from '../response/http-error.js';
import { collect } from './collect.js';
import { sendContinue } from './expect-continue.js';
import { StructureCheck } from './structure.js';

export interface BodyLimits {
  /** Limit in bytes, after decompression. */
  readonly bytes: number;
  /** Limit for the number of items, if the body is a list. */
  readonly items?: number | undefined;
}

/**
 * Reads a JSON body. The limits apply after decompression. A body that would take too much memory when parsed is rejected before parsing.
 *
 * @throws MalformedError. TooLargeError. UnavailableError if there is not enough memory. AbortedError if the client disconnects. HttpError for an
 *   unsupported media type or encoding.
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

/** Some editors and tools write it at the start of UTF-8 files. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whether the body is compressed. */
function checkEncoding(ctx: Koa.Context): boolean {
  const { 'content-type': type, 'content-encoding': coding } = ctx.req.headers;
  // A shortcut for what nearly all clients send.
  if (type === 'application/json' && coding === undefined) return false;
  const isJson = ctx.is('application/json');
  if (isJson === null || ctx.get('Content-Length') === '0') throw missing();
  if (isJson === false) throw unsupported('the body must be application/json');
  if (!['', 'utf-8', 'utf8'].includes(ctx.request.charset.toLowerCase()))
    throw unsupported('the charset must be UTF-8');
  return isInflated(ctx.get('Content-Encoding'));
}

/** The header lists the applied encodings. At most one of them may be a compression. */
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

function unsupported(message: string, headers?: Readonly<Record<string, string>>): HttpError {
  return new HttpError(415, 'Unsupported media type', message, headers);
}

async function readBytes(
  { req: request, res }: Koa.Context,
  inflated: boolean,
  limits: BodyLimits,
  share: Share,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.bytes) throw tooLarge(limits.bytes);
  sendContinue(res);
  const structure = new StructureCheck(limits.items);
  const admit = createAdmission(limits.bytes, share, inflated ? undefined : structure);
  const admitSent = (part: Buffer): void => {
    share.advance(part.length);
    admit(part);
  };
  const bytes = await arrive(request, admitSent, share);
  share.forbidCutOff();
  if (!inflated) return bytes;
  return inTurn(() => inflate(bytes, createAdmission(limits.bytes, share, structure)));
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

const INFLATE_CHUNK_BYTES = 65_536;

/** As many as Node has threads for it. More would be no faster, and each would hold what it has decompressed so far. */
const INFLATED_AT_ONCE = 4;

const inTurn = pLimit(INFLATED_AT_ONCE);

/** Decompresses after everything has arrived. Otherwise, a small body that expands a thousandfold could be held in memory as long as its end is delayed. */
async function inflate(bytes: Buffer, admit: Admit): Promise<Buffer> {
  const inflater = createUnzip({ chunkSize: INFLATE_CHUNK_BYTES });
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
