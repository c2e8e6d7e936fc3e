import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { constants } from 'node:zlib';
import type Koa from 'koa';
import compress from 'koa-compress';
import type { Share } from '../memory/memory-budget.js';
import { type Answer, type Body, isFile, JSON_TYPE } from '../response/answer.js';
import { CHUNK_BYTES, chunksOf } from '../response/chunks.js';
import { isLarge } from '../response/large.js';

/** From how many bytes compressing pays. */
const COMPRESSED_FROM = 1_024;

/** Settings that favour speed: at these levels the text of messages shrinks to a fifth or less already. */
const compressBody = compress({
  threshold: COMPRESSED_FROM,
  encodingPreference: ['br', 'gzip', 'deflate', 'identity'],
  gzip: { level: 3 },
  deflate: { level: 3 },
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
});

/**
 * Puts an answer on its way, compressed where it is large and the client asks for it. A large one is made as its client takes it, and
 * counts until it is taken.
 *
 * @param open - Opens its share of the memory that large answers may take, which may hold some already; called for a large one only.
 * @throws UnavailableError where there is no room for it.
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
  if (headers?.ETag !== undefined && ctx.fresh) {
    ctx.status = 304;
    return;
  }
  const size = giveBody(ctx, body, open);
  return size >= COMPRESSED_FROM ? compressBody(ctx, bodyIsThere) : undefined;
}

/** How large the body is; of a short one in characters. */
function giveBody(ctx: Koa.Context, body: Body, open: (() => Share) | undefined): number {
  if (isFile(body)) {
    return giveStream(ctx, createReadStream(body.path, { highWaterMark: CHUNK_BYTES }), body.size);
  }
  if (!isLarge(body)) {
    const text = typeof body === 'string' ? body : body.join('');
    ctx.body = text;
    return text.length;
  }
  const texts = typeof body === 'string' ? [body] : body;
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const share = open?.();
  if (share !== undefined) hold(ctx, size, share);
  const chunks = chunksOf(texts, (bytes) => share?.advance(bytes));
  return giveStream(ctx, Readable.from(chunks, { objectMode: false }), size);
}

/** Counts an answer until its client has taken it, has left, or is too slow while others need the room. */
function hold({ res }: Koa.Context, size: number, share: Share): void {
  share.resize(size);
  share.allowCutOff(() => res.destroy());
  if (res.closed) share.release();
  else res.once('close', () => share.release());
}

function giveStream(ctx: Koa.Context, source: Readable, size: number): number {
  // Where it is compressed nobody else ends the answer.
  source.once('error', () => ctx.res.destroy());
  ctx.body = source;
  ctx.length = size;
  return size;
}

async function bodyIsThere(): Promise<void> {}
