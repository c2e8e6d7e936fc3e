import type { Readable } from 'node:stream';
import type Koa from 'koa';
import { isContinueAwaited } from './expect-continue.js';

/** How long the sender of a rejected request may continue sending, in milliseconds. */
const TIMEOUT_MS = 2_000;

/**
 * Reads and drops the rest of a rejected request. Most clients read the response only after they have sent everything, and would lose it if the
 * connection were closed before. A client that sends for too long is cut off.
 */
export async function drainRequest({ req, res }: Koa.Context): Promise<void> {
  if (req.complete || req.destroyed || isContinueAwaited(res)) return;
  req.unpipe();
  readSlowly(req);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, TIMEOUT_MS).unref();
    req.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (!req.complete && !res.headersSent) res.setHeader('Connection', 'close');
}

/** Pause after each dropped part, in milliseconds, so that a flood does not slow down other requests. */
const PAUSE_MS = 1;

function readSlowly(source: Readable): void {
  source.on('data', () => {
    source.pause();
    setTimeout(() => source.resume(), PAUSE_MS);
  });
  source.resume();
}
