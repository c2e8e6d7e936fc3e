import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { constants } from 'node:zlib';
import type Koa from 'koa';
import compress, { type CompressOptions } from 'koa-compress';
import type { Share } from '../memory/memory-budget.js';
import { isUnchanged } from '../request/is-unchanged.js';
import {
  type Answer,
  type AnswerBody,
  type BytesBody,
  isBytes,
  isEvents,
  isFile,
  JSON_TYPE,
} from '../response/answer.js';
import { CHUNK_BYTES, chunksOf } from '../response/chunks.js';
import type { EventsBody } from '../response/events.js';
import { isLarge } from '../response/large.js';
import { sendEvents } from './send-events.js';

/** Shorter bodies are not worth compressing. */
const COMPRESSED_FROM = 1_024;

/** Fast settings: they already compress messages to a fifth or less. */
const SETTINGS = {
  threshold: COMPRESSED_FROM,
  encodingPreference: ['br', 'gzip', 'deflate', 'identity'],
  gzip: { level: 3 },
  deflate: { level: 3 },
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
} satisfies CompressOptions;

const compressBody = compress(SETTINGS);

/** Keeps nothing back when it has compressed all that there is so far: what follows may take long. */
const compressStream = compress({
  ...SETTINGS,
  gzip: { ...SETTINGS.gzip, flush: constants.Z_SYNC_FLUSH },
  deflate: { ...SETTINGS.deflate, flush: constants.Z_SYNC_FLUSH },
  br: { ...SETTINGS.br, flush: constants.BROTLI_OPERATION_FLUSH },
});

/**
 * Sends a response, compressed if it is large enough and the client accepts it. A large response is produced while the client reads it, and
 * counts against the memory budget until then. Events are never compressed: a compressor would hold them back.
 *
 * @param open - Opens the share of the memory budget for a large response; the share may already hold bytes.
 * @throws UnavailableError if there is not enough memory, or too many clients follow events.
 */
export function sendResponse(
  ctx: Koa.Context,
  answer: Answer,
  open?: () => Share,
): Promise<void> | undefined {
  const { status, body, type = JSON_TYPE, headers } = answer;
  ctx.status = status;
  ctx.res.setHeader('Content-Type', type);
  if (headers !== undefined) ctx.set(headers);
  if (headers?.ETag !== undefined && isUnchanged(ctx.req.headers['if-none-match'], headers.ETag)) {
    ctx.status = 304;
    return;
  }
  if (isEvents(body)) {
    sendEvents(ctx, body);
    return;
  }
  if (isBytes(body)) return sendBytes(ctx, body);
  const size = setBody(ctx, body, open);
  return size >= COMPRESSED_FROM ? compressBody(ctx, bodyIsThere) : undefined;
}

/** Sends bytes of unknown length. What is text is compressed if the client accepts it. */
function sendBytes(ctx: Koa.Context, { bytes }: BytesBody): Promise<void> {
  const source = Readable.from(bytes, { objectMode: false });
  source.once('error', () => ctx.res.destroy());
  ctx.body = source;
  // The list of media types does not know that NDJSON is text.
  if (ctx.response.is('application/x-ndjson') !== false) ctx.compress = true;
  return compressStream(ctx, bodyIsThere);
}

/** Sets the body, and returns its size: of a short one in characters, otherwise in bytes. */
function setBody(
  ctx: Koa.Context,
  body: Exclude<AnswerBody, BytesBody | EventsBody>,
  open: (() => Share) | undefined,
): number {
  if (isFile(body)) {
    return setStream(ctx, createReadStream(body.path, { highWaterMark: CHUNK_BYTES }), body.size);
  }
  if (!isLarge(body)) {
    const text = typeof body === 'string' ? body : body.join('');
    ctx.body = text;
    return text.length;
  }
  const texts = typeof body === 'string' ? [body] : body;
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const share = open?.();
  if (share !== undefined) holdMemory(ctx, size, share);
  const chunks = chunksOf(texts, (bytes) => share?.advance(bytes));
  return setStream(ctx, Readable.from(chunks, { objectMode: false }), size);
}

/** Counts a response until its client has read it, has disconnected, or is cut off because it is too slow. */
function holdMemory({ res }: Koa.Context, size: number, share: Share): void {
  share.resize(size);
  share.allowCutOff(() => res.destroy());
  if (res.closed) share.release();
  else res.once('close', () => share.release());
}

function setStream(ctx: Koa.Context, source: Readable, size: number): number {
  // If the body is compressed, nothing else ends the response on an error.
  source.once('error', () => ctx.res.destroy());
  ctx.body = source;
  ctx.length = size;
  return size;
}

async function bodyIsThere(): Promise<void> {}
