import type { Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { spanOf } from '../state/span.js';
import { divide, OF_MESSAGES } from './divide.js';
import { fulfilsAll } from './fulfils.js';
import { callOf, type ReadPage } from './read-list.js';
import type { Subject } from './subject.js';

/** Messages that are looked through at a time for conditions that the API has no parameter for. */
const LOOKED = 1_000;

/** Reads messages that have all conditions and words of the page, newest first. Conditions that the API has no parameter for are tried on each. */
export function findMessages(
  { project, state, ...moment }: Subject,
  api: Api,
  options: CallOptions,
): ReadPage<Message> {
  const { known, others } = divide(state.conditions, OF_MESSAGES);
  const query = {
    project,
    ...spanOf(state.window, moment).range,
    ...known,
    ...(state.text === '' ? {} : { text: state.text }),
    order: 'desc',
  } as const;
  return async ({ cursor, maxSize: wanted }) => {
    const maxSize = others.length === 0 ? wanted : LOOKED;
    const page = await api.messages(callOf(query, { cursor, maxSize }), options);
    return { items: page.items.filter((message) => fulfilsAll(message, others)), cursor: page.cursor };
  };
}
