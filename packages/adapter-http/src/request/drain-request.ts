import type { Readable } from 'node:stream';
import type Koa from 'koa';
import { isContinueAwaited } from './expect-continue.js';

/** How long a sender whose request is refused may go on sending, in milliseconds. */
const TIMEOUT_MS = 2_000;

/**
 * Reads what is left of a refused request, without keeping it: most clients read their answer only once they have sent all, and lose
 * it where the connection is closed before. A client that goes on for too long is cut off.
 */
export async function drainRequest({ req, res }: Koa.Context): Promise<void> {
  if (req.complete || req.destroyed || isContinueAwaited(res)) return;
  req.unpipe();
  readSlowly(req);
  await new Promise<void>((resolve) => {
    const patience = setTimeout(resolve, TIMEOUT_MS).unref();
    req.once('close', () => {
      clearTimeout(patience);
      resolve();
    });
  });
  if (!req.complete && !res.headersSent) res.setHeader('Connection', 'close');
}

/** Pause after each part of what is dropped, in milliseconds: a flood that nobody wants must not keep the others waiting. */
const PAUSE_MS = 1;

function readSlowly(source: Readable): void {
  source.on('data', () => {
    source.pause();
    setTimeout(() => source.resume(), PAUSE_MS);
  });
  source.resume();
}
