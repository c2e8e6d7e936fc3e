import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { Receipt, ReceiptsQuery } from './receipt.js';

/** The use cases of receipts. */
export interface Receipts {
  /**
   * Receipts, the newest first. A caller who may access some projects sees those that concern them, and of these only what belongs to its projects:
   * `deleted` is then what was found there.
   */
  list(query: ReceiptsQuery, options?: ProjectScope): Promise<CursorPage<Receipt>>;
}
