import type { AppendOptions } from './append.js';
import type { CursorPage, ProjectScope } from './cursor-page.js';
import type { BatchOutcome } from './keyed-batch.js';
import type { Limits } from './limits.js';

/** What can be done with messages and with logs alike. `Input` is what may be sent, `Value` what it becomes. */
export interface EntryCalls<Input, Value, Query> {
  /** How much is accepted. */
  readonly limits: Limits;

  /**
   * Stores a batch, all or nothing.
   *
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(entries: readonly Input[], options?: AppendOptions): Promise<readonly string[]>;

  /** Stores the well-formed entries of a batch and tells the issues of the others. See {@link append}. */
  appendPartial(entries: readonly Input[], options?: AppendOptions): Promise<BatchOutcome>;

  /** Those of a project in a range of time, oldest first where the query asks for no other order. */
  page(query: Query, options?: ProjectScope): Promise<CursorPage>;

  /** The same, from the first page to the last: `for await (const message of messages.all(query))`. `maxSize` is that of a page. */
  all(query: Query, options?: ProjectScope): AsyncIterable<Value>;
}
