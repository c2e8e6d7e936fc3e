import type { Session } from './api.js';
import type { EarlyCall } from './early-calls.js';

/** What the server tells the page with its HTML, if nobody needs a key. */
export interface FirstData {
  readonly session: Session;
  /** What the page is going to ask first. */
  readonly calls: readonly EarlyCall[];
}

/** The element that has it as its content: data, which no policy takes for a script. */
export const FIRST_DATA = 'memex:first';
