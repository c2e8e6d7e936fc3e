/**
 * A client of Memex that loses nothing: what it has taken is sent until the server has stored it or refused it, once.
 *
 * @packageDocumentation
 */

export type { BatchStart, ClientBuffer, OpenBuffer, SealedBatch } from './buffer/buffer.js';
export { type MemoryBufferOptions, memoryBuffer } from './buffer/memory-buffer.js';
export type { Client, WaitOptions } from './client.js';
export { createClient } from './create-client.js';
export type { ApiCallOptions } from './http/api.js';
export type {
  CompleteEntry,
  Entry,
  LogEntry,
  NotificationEntry,
  RequestEntry,
  ResponseEntry,
} from './model/entry.js';
export {
  AnswerError,
  BufferFullError,
  BufferLockedError,
  type ClientError,
  ClosedError,
  type DeadLetter,
  type EntryKind,
  FlushTimeoutError,
  InvalidEntryError,
  RejectedError,
  UnreachableError,
  type UnsentEntry,
  UnsentError,
} from './model/errors.js';
export type { BatchOptions, ClientOptions } from './options.js';
export type { FoundLog, FoundMessage, ProjectDescriptor, ProjectQuery } from './read/read-api.js';
export type { ClientState } from './state.js';
