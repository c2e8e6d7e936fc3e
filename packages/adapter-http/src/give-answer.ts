import { constants } from 'node:zlib';
import type Koa from 'koa';
import compress from 'koa-compress';
import { type Answer, JSON_TYPE } from './response/answer.js';

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

/** Puts an answer on its way, compressed where it is large and the client asks for it. */
export function giveAnswer(ctx: Koa.Context, answer: Answer): Promise<void> | undefined {
  const { status, body, type = JSON_TYPE, headers } = answer;
  ctx.status = status;
  ctx.res.setHeader('Content-Type', type);
  if (headers !== undefined) ctx.set(headers);
  ctx.body = body;
  return body.length >= COMPRESSED_FROM ? compressBody(ctx, bodyIsThere) : undefined;
}

async function bodyIsThere(): Promise<void> {}
