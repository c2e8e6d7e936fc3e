import type { Analytic } from '../analytics/analytic.js';
import type { DescriptorInput } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import type { Message, MessageType } from '../message/message.js';
import type { CallOptions } from '../port/call.js';
import type { Timestamp } from '../time/instant.js';

/** Which messages; both ends inclusive. */
export interface LoggedMessagesQuery {
  readonly project: string;
  readonly fromTime: Timestamp;
  readonly toTime: Timestamp;
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  readonly type?: MessageType | undefined;
}

/** A Memex that is reached from outside, as its clients reach it. For errors see {@link Platform}. */
export interface MessageLogger {
  /** The messages, oldest first, each once, without holding all. See {@link walkLoggedMessages}. */
  messages(query: LoggedMessagesQuery, options?: CallOptions): AsyncIterable<Message>;
  /**
   * Computes descriptors now, and keeps nothing; resolves with their results, in order, or with undefined where the logger cannot: then
   * they are defined, computed, found and deleted.
   */
  query(
    descriptors: readonly DescriptorInput[],
    options?: CallOptions,
  ): Promise<readonly AnalyticResult[] | undefined>;
  /** Defines an analytic; resolves with its id. */
  define(descriptor: DescriptorInput, options?: CallOptions): Promise<string>;
  /** Requests the computing of one; its result appears later. @throws NotFoundError */
  requestComputing(id: string, options?: CallOptions): Promise<void>;
  /** @throws NotFoundError */
  find(id: string, options?: CallOptions): Promise<Analytic>;
  /** Deletes it; there may be none. */
  delete(id: string, options?: CallOptions): Promise<void>;
}
