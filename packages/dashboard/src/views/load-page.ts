import type { DeadJobReport, Message } from '@memex/core';
import type { AnalyticState } from '@memex/core/model';
import type { CallOptions } from '@memex/core/ports';
import type { Api, ListPage } from '../api/api.js';
import type { ConversationRow } from '../data/list-data.js';
import { settled } from '../data/loaded.js';
import { createLoader, descriptorsOf, type Loader } from '../data/loader.js';
import { callOf, type ReadPage, readList } from '../data/read-list.js';
import type { Subject } from '../data/subject.js';
import { CARD_IDS, PANEL_IDS, type ViewState } from '../state/view-state.js';
import type { PageData } from './page-data.js';

/** Changes what is shown. */
export type Show = (change: (data: PageData) => Partial<PageData>) => void;

/** Lists whose beginnings are there already: of the same state with fewer rows. */
export interface KnownLists {
  readonly conversations?: ListPage<ConversationRow> | undefined;
  readonly found?: ListPage<Message> | undefined;
  readonly analytics?: ListPage<AnalyticState> | undefined;
  readonly deadJobs?: ListPage<DeadJobReport> | undefined;
}

/** Loads what a state shows, and shows each part as soon as it is there. A part that fails leaves the others. */
export async function loadPage(
  subject: Subject,
  api: Api,
  options: CallOptions,
  show: Show,
  known: KnownLists = {},
): Promise<void> {
  const { state } = subject;
  const loader = createLoader(subject, api, options);
  const parts = [...PARTS[state.page](state, loader, show, known)];
  if (state.page === 'analytics') parts.push(loadAnalytics(subject, api, options, show, known.analytics));
  const { conversation } = state;
  if (conversation !== undefined)
    parts.push(settled(loader.chat(conversation)).then((chat) => show(() => ({ chat }))));
  await Promise.all(parts);
}

type Parts = (state: ViewState, loader: Loader, show: Show, known: KnownLists) => readonly Promise<void>[];

const PARTS: Readonly<Record<ViewState['page'], Parts>> = {
  overview: ({ panel }, loader, show) => {
    const panels = (panel === undefined ? PANEL_IDS : [panel]).map(async (id) => {
      const loaded = await settled(loader.panel(id));
      show((data) => ({ panels: { ...data.panels, [id]: loaded } }));
    });
    const cards = (panel === undefined ? CARD_IDS : []).map(async (id) => {
      const loaded = await settled(loader.card(id));
      show((data) => ({ cards: { ...data.cards, [id]: loaded } }));
    });
    return [...cards, ...panels];
  },
  conversations: ({ text }, loader, show, known) => [
    text === ''
      ? settled(loader.conversations(known.conversations)).then((conversations) =>
          show(() => ({ conversations })),
        )
      : settled(loader.messages(known.found)).then((found) => show(() => ({ found }))),
  ],
  analytics: () => [],
  operations: () => [],
};

/** Loads what the page of operations shows. It is of no project. */
export async function loadOperations(
  { rows }: ViewState,
  api: Api,
  options: CallOptions,
  show: Show,
  known: KnownLists = {},
): Promise<void> {
  const dead = readList((at) => api.deadJobs(callOf({}, at), options), rows, known.deadJobs);
  await Promise.all([
    settled(api.status(options)).then((status) => show(() => ({ status }))),
    settled(dead).then((deadJobs) => show(() => ({ deadJobs }))),
  ]);
}

async function loadAnalytics(
  subject: Subject,
  api: Api,
  options: CallOptions,
  show: Show,
  known: ListPage<AnalyticState> | undefined,
): Promise<void> {
  const { project, state } = subject;
  const { define } = state;
  show(() => ({ definable: define === undefined ? [] : descriptorsOf(define, subject) }));
  const read: ReadPage<AnalyticState> = (at) => api.analytics(callOf({ project }, at), options);
  const analytics = await settled(readList(read, state.rows, known));
  show(() => ({ analytics }));
}
