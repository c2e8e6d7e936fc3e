import type { CallOptions } from '@memex/core/ports';
import type { Api, ListPage } from '../api/api.js';
import type { ListData } from '../data/list-data.js';
import { settled } from '../data/loaded.js';
import { createLoader, descriptorsOf, type Loader } from '../data/loader.js';
import type { Subject } from '../data/subject.js';
import { CARD_IDS, PANEL_IDS, type ViewState } from '../state/view-state.js';
import type { PageData } from './page-data.js';

/** Changes what is shown. */
export type Show = (change: (data: PageData) => Partial<PageData>) => void;

/** Loads what a state shows, and shows each part as soon as it is there. A part that fails leaves the others. */
export async function loadPage(subject: Subject, api: Api, options: CallOptions, show: Show): Promise<void> {
  const { state } = subject;
  const loader = createLoader(subject, api, options);
  const parts = [...PARTS[state.page](state, loader, show)];
  if (state.page === 'analytics') parts.push(loadAnalytics(subject, api, options, show));
  const { conversation } = state;
  if (conversation !== undefined)
    parts.push(settled(loader.chat(conversation)).then((chat) => show(() => ({ chat }))));
  await Promise.all(parts);
}

type Parts = (state: ViewState, loader: Loader, show: Show) => readonly Promise<void>[];

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
  conversations: ({ text }, loader, show) => [
    text === ''
      ? settled(loader.conversations()).then((conversations) => show(() => ({ conversations })))
      : settled(loader.messages()).then((found) => show(() => ({ found }))),
  ],
  analytics: () => [],
  operations: () => [],
};

/** Loads what the page of operations shows. It is of no project. */
export async function loadOperations(api: Api, options: CallOptions, show: Show): Promise<void> {
  await Promise.all([
    settled(api.status(options)).then((status) => show(() => ({ status }))),
    settled(api.deadJobs(options).then(listed)).then((deadJobs) => show(() => ({ deadJobs }))),
  ]);
}

function listed<T>({ items, cursor }: ListPage<T>): ListData<T> {
  return { items, isCut: cursor !== undefined };
}

async function loadAnalytics(subject: Subject, api: Api, options: CallOptions, show: Show): Promise<void> {
  const { project, state } = subject;
  const { define } = state;
  show(() => ({ definable: define === undefined ? [] : descriptorsOf(define, subject) }));
  const analytics = await settled(api.analytics({ project }, options).then(({ items }) => items));
  show(() => ({ analytics }));
}
