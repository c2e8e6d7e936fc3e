import type { AppendOptions } from './append.js';
import type { CursorPage, ProjectScope } from './cursor-page.js';
import type { BatchOutcome } from './keyed-batch.js';
import type { Limits } from './limits.js';

/** What messages and logs have in common. `Input` is what can be sent, and `Value` what it becomes. */
export interface EntryCalls<Input, Value, Query> {
  /** The limits of what is accepted. */
  readonly limits: Limits;

  /**
   * Stores a batch completely or not at all.
   *
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(entries: readonly Input[], options?: AppendOptions): Promise<readonly string[]>;

  /** Stores the well-formed entries of a batch, and returns the issues of the others. See {@link append}. */
  appendPartial(entries: readonly Input[], options?: AppendOptions): Promise<BatchOutcome>;

  /** The entries of a project in a time range, oldest first unless the query asks for the other order. */
  page(query: Query, options?: ProjectScope): Promise<CursorPage>;

  /**
   * All entries that the query finds: `for await (const message of messages.all(query))`. `maxSize` is the size of the pages it
   * reads.
   */
  all(query: Query, options?: ProjectScope): AsyncIterable<Value>;
}
