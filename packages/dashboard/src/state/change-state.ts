import { writeAddress } from './address.js';
import { MIN_ROWS, type ViewState } from './view-state.js';

/** What can change while a list stays as long as it is. */
const KEEPING_ROWS: readonly string[] = ['rows', 'conversation', 'define'] satisfies (keyof ViewState)[];

/** Whether a state differs from another only in the rows of its lists, and has more of them. */
export function isLonger(before: ViewState, now: ViewState): boolean {
  return now.rows > before.rows && writeAddress({ ...before, rows: now.rows }) === writeAddress(now);
}

/** The state with something changed. Another list begins with its first rows. */
export function changeState(state: ViewState, change: Partial<ViewState>): ViewState {
  const keepsRows = Object.keys(change).every((name) => KEEPING_ROWS.includes(name));
  return { ...state, ...(keepsRows ? {} : { rows: MIN_ROWS }), ...change };
}
