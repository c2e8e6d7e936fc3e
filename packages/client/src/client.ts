import type {
  Log,
  LogsQuery,
  Message,
  MessageInput,
  MessageQuery,
  MessagesQuery,
  ResultOf,
  UserQuery,
} from '@memex/core';
import type { ApiCallOptions } from './http/api.js';
import type { Entry, LogEntry, NotificationEntry, RequestEntry, ResponseEntry } from './model/entry.js';
import type { DeadLetter } from './model/errors.js';
import type { FoundLog, FoundMessage, ProjectDescriptor, ProjectQuery } from './read/read-api.js';
import type { ClientState } from './state.js';

export interface WaitOptions {
  /** Longest time to wait, in milliseconds. */
  readonly timeout?: number | undefined;
}

/**
 * A client of one Memex. `request`, `response`, `notification` and `log` return when the entry is in the buffer, and throw where it is not:
 * `BufferFullError`, `InvalidEntryError`, `ClosedError`. From there it is sent until the server has taken it or refused it.
 */
export interface Client extends AsyncDisposable {
  request(entry: RequestEntry): void;
  response(entry: ResponseEntry): void;
  notification(entry: NotificationEntry): void;
  log(entry: LogEntry): void;
  /**
   * Buffers entries and sends them at once. Resolves when the server has stored all of them, with their trace ids in order; null where an
   * entry was found stored already.
   *
   * @throws RejectedError where the server refused some of them; BufferFullError, InvalidEntryError, ClosedError: those before it are sent.
   */
  send(entries: Entry | readonly Entry[]): Promise<readonly (string | null)[]>;
  /** The messages of a range, read page by page: oldest first, or newest first with `order: 'desc'`. @throws AnswerError, UnreachableError */
  messages(query: ProjectQuery<MessagesQuery>, options?: ApiCallOptions): AsyncIterable<Message>;
  /** The logs of a range, oldest first, read page by page. @throws AnswerError, UnreachableError */
  logs(query: ProjectQuery<LogsQuery>, options?: ApiCallOptions): AsyncIterable<Log>;
  /** One message, or undefined. @throws AnswerError, UnreachableError */
  find(query: MessageQuery, options?: ApiCallOptions): Promise<FoundMessage | undefined>;
  /** One log, or undefined. @throws AnswerError, UnreachableError */
  findLog(query: { readonly traceId: string }, options?: ApiCallOptions): Promise<FoundLog | undefined>;
  /**
   * Computes a descriptor now. What is still in the buffer does not count; `flush` first where it should.
   *
   * @throws AnswerError, UnreachableError
   */
  compute<D extends ProjectDescriptor>(descriptor: D, options?: ApiCallOptions): Promise<ResultOf<D>>;
  /**
   * Deletes every message of a user: those that are stored, those that wait here, which are sent first, and those among the dead letters.
   * Resolves with how many were stored.
   *
   * @throws FlushTimeoutError where what waits cannot be sent in time, 30 seconds where nothing is said; AnswerError, UnreachableError
   */
  deleteUser(query: UserQuery, options?: WaitOptions & ApiCallOptions): Promise<number>;
  /** What the server refused, oldest first. */
  deadLetters(): AsyncIterable<DeadLetter>;
  /** Sends all dead letters again. Resolves with their number when they are in the buffer again. */
  replayDead(): Promise<number>;
  state(): ClientState;
  /** Resolves when everything that was added before is stored or a dead letter. @throws FlushTimeoutError, ClosedError */
  flush(options?: WaitOptions): Promise<void>;
  /**
   * Flushes for at most so long, 10 seconds where nothing is said, and ends. What is in a buffer on disk by then stays there for the next
   * client. `await using` closes too.
   *
   * @throws UnsentError with what a buffer in memory still held.
   */
  close(options?: WaitOptions): Promise<void>;
}

/** What `send` and the hooks need to know of a message's type. */
export type MessageType = MessageInput['type'];
