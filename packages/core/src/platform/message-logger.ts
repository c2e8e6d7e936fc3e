import type { Analytic } from '../analytics/analytic.js';
import type { DescriptorInput } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import type { Message, MessageType } from '../message/message.js';
import type { CallOptions } from '../port/call.js';
import type { Timestamp } from '../time/instant.js';

/** Selects messages. Both ends are inclusive. */
export interface LoggedMessagesQuery {
  readonly project: string;
  readonly fromTime: Timestamp;
  readonly toTime: Timestamp;
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  readonly type?: MessageType | undefined;
}

/** Another Memex, as its clients see it. See {@link Platform} for errors. */
export interface MessageLogger {
  /** Yields the messages, oldest first, each once, without holding all in memory. See {@link walkLoggedMessages}. */
  messages(query: LoggedMessagesQuery, options?: CallOptions): AsyncIterable<Message>;
  /**
   * Computes descriptors now, and stores nothing. Resolves with the results in order, or with `undefined` if the logger cannot
   * do this. Then define, compute, find and delete an analytic instead.
   */
  query(
    descriptors: readonly DescriptorInput[],
    options?: CallOptions,
  ): Promise<readonly AnalyticResult[] | undefined>;
  /** Defines an analytic. Resolves with its id. */
  define(descriptor: DescriptorInput, options?: CallOptions): Promise<string>;
  /** Requests a result, which is available some time later. @throws NotFoundError */
  requestComputing(id: string, options?: CallOptions): Promise<void>;
  /** @throws NotFoundError */
  find(id: string, options?: CallOptions): Promise<Analytic>;
  /** Deletes an analytic, if it exists. */
  delete(id: string, options?: CallOptions): Promise<void>;
}
