import type { Session } from '../api/api.js';
import type { Loaded } from '../data/loaded.js';
import type { ViewState } from '../state/view-state.js';
import type { PageData } from '../views/page-data.js';

/** Everything that the page is rendered from. */
export interface Model extends PageData {
  readonly state: ViewState;
  readonly session: Session | undefined;
  /** In milliseconds since 1970: what windows are counted from. */
  readonly now: number;
}

const LOADING: Loaded<never> = { state: 'loading' };

/** What is shown before anything is known. */
export function firstModel(state: ViewState, address: string, session?: Session): Model {
  return {
    state,
    session,
    now: Date.now(),
    address,
    live: 'off',
    isBusy: false,
    projects: LOADING,
    project: state.project,
    cards: NO_CARDS,
    panels: NO_PANELS,
    conversations: LOADING,
    found: LOADING,
    chat: LOADING,
    definable: [],
    analytics: LOADING,
    status: LOADING,
    deadJobs: LOADING,
    needsKey: undefined,
    notice: undefined,
    isHelpShown: false,
  };
}

const NO_CARDS: Model['cards'] = {
  'active-users': LOADING,
  'new-users': LOADING,
  conversations: LOADING,
  'messages-per-conversation': LOADING,
  'fallback-rate': LOADING,
  'answer-time': LOADING,
};

const NO_PANELS: Model['panels'] = {
  intents: LOADING,
  'not-understood': LOADING,
  channels: LOADING,
  languages: LOADING,
  types: LOADING,
  hours: LOADING,
};
