import { Readable } from 'node:stream';
import { isMemexError } from '@memex/core';
import type Koa from 'koa';
import { type EventsBody, eventText, HEARTBEAT, type ServerEvent } from '../response/events.js';

/** Proxies and load balancers cut connections that are silent for a minute, or for less. */
const HEARTBEAT_MS = 15_000;

/** What may wait for a client, in bytes, besides what the operating system takes. A client that reads so slowly that more would wait is cut off. */
const MAX_UNREAD_BYTES = 16_384;

/** Sends events as they come. A call of HEAD does not follow them. */
export function sendEvents(ctx: Koa.Context, { follow }: EventsBody): void {
  const { res } = ctx;
  if (ctx.method === 'HEAD') return;
  const { events, release } = follow();
  res.once('close', release);
  if (res.closed) release();
  ctx.body = createEventStream(events, {
    heartbeatMs: HEARTBEAT_MS,
    onError: (error) => ctx.app.emit('error', error, ctx),
  });
}

export interface EventStreamOptions {
  readonly heartbeatMs: number;
  /** Called if following the events fails. Then the stream is destroyed, and so is the response. */
  readonly onError: (error: unknown) => void;
}

/** The texts of events. It ends with them, also if they were aborted, and is destroyed if more than `MAX_UNREAD_BYTES` wait. */
export function createEventStream(
  events: AsyncIterable<ServerEvent>,
  { heartbeatMs, onError }: EventStreamOptions,
): Readable {
  const source = new Readable({ highWaterMark: MAX_UNREAD_BYTES, read: () => {} });
  const push = (text: string): void => {
    if (!source.destroyed && !source.push(text)) source.destroy();
  };
  const heartbeat = setInterval(push, heartbeatMs, HEARTBEAT);
  source.once('close', () => clearInterval(heartbeat));
  // The headers go out with it, before the first event.
  push(HEARTBEAT);
  pushAll(events, push).then(
    () => source.push(null),
    (error) => {
      onError(error);
      source.destroy();
    },
  );
  return source;
}

async function pushAll(events: AsyncIterable<ServerEvent>, push: (text: string) => void): Promise<void> {
  try {
    for await (const event of events) push(eventText(event));
  } catch (error) {
    if (!isMemexError(error, 'aborted')) throw error;
  }
}
