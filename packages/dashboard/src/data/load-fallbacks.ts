import type { Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { spanOf } from '../state/span.js';
import { millisOf } from '../state/times.js';
import type { FieldValue } from '../state/view-state.js';
import { type Ask, runAtOnce } from './ask.js';
import { divide, OF_CONVERSATIONS } from './divide.js';
import { fulfilsAll } from './fulfils.js';
import { panelDescriptor, rowsIn } from './load-panel.js';
import { numberIn } from './measure.js';
import type { FallbackRow, PanelData } from './panel-data.js';
import { FALLBACK, FALLBACKS, ROWS } from './panels.js';
import { describe, type Subject } from './subject.js';
import { isWithin } from './times.js';

const MAX_PAGES = 3;
const AT_ONCE = 4;

/**
 * The newest requests that were not understood, one of each conversation, and the most frequent texts. They are counted first: where there are none, all
 * messages of the window would be looked at in vain.
 */
export async function loadFallbacks(
  subject: Subject,
  api: Api,
  ask: Ask,
  options: CallOptions,
): Promise<PanelData> {
  const { panel, rows } = subject.state;
  // Each conversation is a call.
  const wanted = panel === 'not-understood' ? rows / 2 : ROWS.closed;
  const [texts, fallbacks] = await ask([
    panelDescriptor('not-understood', subject),
    describe(FALLBACKS, subject),
  ]);
  const hasSome = fallbacks !== undefined && numberIn(fallbacks) !== 0;
  return {
    kind: 'fallbacks',
    texts: texts === undefined ? [] : rowsIn(texts),
    ...(hasSome ? await newest(subject, api, options, wanted) : { rows: [], hasMore: false }),
  };
}

/** A conversation whose newest message is new may have a fallback that is old: so older conversations are looked at until none can be newer. */
async function newest(
  { project, state, ...moment }: Subject,
  api: Api,
  options: CallOptions,
  wanted: number,
): Promise<Pick<Extract<PanelData, { kind: 'fallbacks' }>, 'rows' | 'hasMore'>> {
  const { range } = spanOf(state.window, moment);
  const { known } = divide(state.conditions, OF_CONVERSATIONS);
  const query = { project, ...range, ...known, fallback: true, maxSize: 2 * wanted };
  let rows: readonly FallbackRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const list = await api.conversations(cursor === undefined ? query : { ...query, cursor }, options);
    const found: FallbackRow[] = [];
    await runAtOnce(
      list.items,
      async ({ conversationId }) => {
        const { items } = await api.conversation({ project, conversationId }, options);
        const last = items.findLast(
          (one) => isWithin(one.timestamp, range) && isWanted(one, state.conditions),
        );
        if (last !== undefined) found.push({ ...rowOf(last), conversationId });
      },
      AT_ONCE,
    );
    rows = [...rows, ...found].toSorted(byTime);
    cursor = list.cursor;
    const oldest = list.items.at(-1);
    const last = rows[wanted - 1];
    if (
      cursor === undefined ||
      oldest === undefined ||
      (last && byTime(last, { timestamp: oldest.lastTime }) <= 0)
    )
      break;
  }
  return { rows: rows.slice(0, wanted), hasMore: cursor !== undefined || rows.length > wanted };
}

function isWanted(message: Message, conditions: readonly FieldValue[]): boolean {
  return message.type === 'request' && fulfilsAll(message, [FALLBACK, ...conditions]);
}

/** The newest first. */
function byTime(one: Pick<FallbackRow, 'timestamp'>, other: Pick<FallbackRow, 'timestamp'>): number {
  return millisOf(other.timestamp) - millisOf(one.timestamp);
}

function rowOf({ content, timestamp, userId }: Message): Omit<FallbackRow, 'conversationId'> {
  return { text: content !== null && 'value' in content ? (content.value ?? '') : '', timestamp, userId };
}
