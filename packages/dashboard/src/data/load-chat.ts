import type { Log, Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { millisOf } from '../state/times.js';
import type { ChatData } from './list-data.js';

/** Messages of a conversation that are shown: the page size of the API. */
const MAX_MESSAGES = 1_000;

/** Logs up to so long before and after a message belong to its minutes. */
const MARGIN_MS = 60_000;
/** Messages with a longer pause between them have logs of their own. */
const PAUSE_MS = 10 * 60_000;
const MAX_STRETCHES = 10;
const MAX_LOGS = 100;

/** A conversation, and what was logged in its minutes: of a long one, in those of its last stretches without a pause. */
export async function loadChat(
  project: string,
  conversationId: string,
  api: Api,
  options: CallOptions,
): Promise<ChatData> {
  const { items, cursor } = await api.conversation(
    { project, conversationId, maxSize: MAX_MESSAGES },
    options,
  );
  const logs: Log[] = [];
  for (const range of stretchesOf(items).slice(-MAX_STRETCHES))
    logs.push(...(await api.logs({ project, ...range, maxSize: MAX_LOGS }, options)).items);
  return { messages: items, isCut: cursor !== undefined, logs };
}

interface Stretch {
  readonly fromTime: string;
  readonly toTime: string;
}

/** The times of messages, in their order, with their margins: one range for all that have no pause between them. */
function stretchesOf(messages: readonly Message[]): readonly Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { timestamp } of messages) {
    const time = millisOf(timestamp);
    const last = stretches.at(-1);
    if (last !== undefined && time - last.to <= PAUSE_MS) last.to = time;
    else stretches.push({ from: time, to: time });
  }
  return stretches.map(({ from, to }) => ({
    fromTime: new Date(from - MARGIN_MS).toISOString(),
    toTime: new Date(to + MARGIN_MS).toISOString(),
  }));
}
