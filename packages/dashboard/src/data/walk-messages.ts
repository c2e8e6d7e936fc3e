import type { Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { spanOf } from '../state/span.js';
import type { FieldValue } from '../state/view-state.js';
import { fulfilsAll } from './fulfils.js';
import type { ListData } from './list-data.js';
import type { Subject } from './subject.js';

/** Messages that are looked through for conditions that the API has no parameter for. */
const PAGE_SIZE = 1_000;
const MAX_PAGES = 5;

/** Conditions that are parameters of a call, and those that are not. */
interface Divided<K extends string> {
  readonly known: Readonly<Partial<Record<K, string>>>;
  readonly others: readonly FieldValue[];
}

/** Of two conditions on one field, only the first can be a parameter. */
export function divide<K extends string>(
  conditions: readonly FieldValue[],
  parameters: readonly K[],
): Divided<K> {
  const known: Partial<Record<K, string>> = {};
  const others: FieldValue[] = [];
  for (const condition of conditions) {
    const name = parameters.find((one) => one === condition.field);
    if (name === undefined || known[name] !== undefined || typeof condition.value !== 'string')
      others.push(condition);
    else known[name] = condition.value;
  }
  return { known, others };
}

/**
 * The messages with all conditions and words of the page, newest first, as pages of any size. Conditions that the API has no parameter for are
 * tried on each message: on a few thousand at most.
 */
export async function* walkMessages(
  { project, state, ...moment }: Subject,
  api: Api,
  options: CallOptions,
  pageSize: number,
): AsyncGenerator<ListData<Message>> {
  const { known, others } = divide(state.conditions, ['channel', 'userId', 'type']);
  const query = {
    project,
    ...spanOf(state.window, moment).range,
    ...known,
    ...(state.text === '' ? {} : { text: state.text }),
    order: 'desc',
    maxSize: others.length === 0 ? pageSize : PAGE_SIZE,
  } as const;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await api.messages(cursor === undefined ? query : { ...query, cursor }, options);
    cursor = found.cursor;
    yield {
      items: found.items.filter((message) => fulfilsAll(message, others)),
      isCut: cursor !== undefined,
    };
    if (cursor === undefined) return;
  }
}
