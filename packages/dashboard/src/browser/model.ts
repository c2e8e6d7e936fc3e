import type { Session } from '../api/api.js';
import type { Loaded } from '../data/loaded.js';
import { CARD_IDS, PANEL_IDS, type ViewState } from '../state/view-state.js';
import type { PageData } from '../views/page-data.js';

/** Everything that the page is rendered from. */
export interface Model extends PageData {
  readonly state: ViewState;
  readonly session: Session | undefined;
  /** In milliseconds since 1970: what windows are counted from. */
  readonly now: number;
}

export const LOADING: Loaded<never> = { state: 'loading' };

/** What is shown before anything is known. */
export function firstModel(state: ViewState, address: string): Model {
  return {
    state,
    session: undefined,
    now: Date.now(),
    address,
    live: 'off',
    isBusy: false,
    projects: LOADING,
    project: state.project,
    cards: allLoading(CARD_IDS),
    panels: allLoading(PANEL_IDS),
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

function allLoading<K extends string>(keys: readonly K[]): Readonly<Record<K, Loaded<never>>> {
  const entries = keys.map((key) => [key, LOADING] as const);
  return Object.fromEntries(entries) as Record<K, Loaded<never>>;
}
