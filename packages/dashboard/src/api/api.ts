import type {
  AnalyticResult,
  DeadJobReport,
  DescriptorInput,
  Log,
  Message,
  OperationalStatus,
} from '@memex/core';
import type { AnalyticState, Conversation, Project } from '@memex/core/model';
import type { CallOptions } from '@memex/core/ports';

/** What the key of the caller may do, and how the service is configured: `GET /session`. */
export interface Session {
  /** Whether the service needs keys. */
  readonly keys: boolean;
  readonly access: 'read' | 'write' | 'admin';
  readonly projects: 'all' | readonly string[];
  readonly timeZone: string;
  readonly version: string;
  /** Whether the store has analytics. */
  readonly analytics: boolean;
  /** The formats of exports, such as `csv`. */
  readonly exports: readonly string[];
}

/** A part of the service, such as its store. */
export interface PartStatus {
  readonly state: 'up' | 'down';
  readonly name?: string;
  readonly version?: string;
  readonly reason?: string;
}

/** How the service does: `GET /status`. What cannot be found out now is null. */
export interface ServiceStatus extends OperationalStatus {
  readonly version: string;
  /** The version of Node. */
  readonly node: string;
  readonly parts: Readonly<Record<string, PartStatus>>;
}

/** A page of a list. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** Continues after the page; `undefined` at the end. */
  readonly cursor: string | undefined;
}

/** A time range, both ends inclusive, as the API takes it. */
export interface TimeRange {
  readonly fromTime: string;
  readonly toTime: string;
}

export interface ConversationsCall extends TimeRange {
  readonly project: string;
  readonly channel?: string;
  readonly userId?: string;
  readonly fallback?: boolean;
  readonly intent?: string;
  readonly language?: string;
  readonly maxSize?: number;
  readonly cursor?: string;
}

export interface MessagesCall extends TimeRange {
  readonly project: string;
  readonly userId?: string;
  readonly channel?: string;
  readonly type?: string;
  readonly text?: string;
  readonly order?: 'asc' | 'desc';
  readonly maxSize?: number;
  readonly cursor?: string;
}

/**
 * The calls of the HTTP API that the dashboard makes. It has no other access to data.
 *
 * All throw {@link ApiError} where the API refuses or cannot be reached.
 */
export interface Api {
  readonly session: (options?: CallOptions) => Promise<Session>;
  readonly projects: (options?: CallOptions) => Promise<readonly Project[]>;
  /** Results in the order of the descriptors; at most 50. */
  readonly query: (
    descriptors: readonly DescriptorInput[],
    options?: CallOptions,
  ) => Promise<readonly AnalyticResult[]>;
  readonly conversations: (call: ConversationsCall, options?: CallOptions) => Promise<ListPage<Conversation>>;
  /** The messages of a conversation, oldest first. */
  readonly conversation: (
    call: {
      readonly project: string;
      readonly conversationId: string;
      readonly maxSize?: number;
      readonly cursor?: string;
    },
    options?: CallOptions,
  ) => Promise<ListPage<Message>>;
  readonly messages: (call: MessagesCall, options?: CallOptions) => Promise<ListPage<Message>>;
  readonly logs: (
    call: TimeRange & { readonly project: string; readonly maxSize?: number; readonly cursor?: string },
    options?: CallOptions,
  ) => Promise<ListPage<Log>>;
  readonly analytics: (
    call: { readonly project: string; readonly maxSize?: number; readonly cursor?: string },
    options?: CallOptions,
  ) => Promise<ListPage<AnalyticState>>;
  /** Returns the id of the new analytic. */
  readonly define: (descriptor: DescriptorInput) => Promise<string>;
  readonly compute: (id: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** How the service does; for admins, as the next three. */
  readonly status: (options?: CallOptions) => Promise<ServiceStatus>;
  readonly deadJobs: (
    call: { readonly maxSize?: number; readonly cursor?: string },
    options?: CallOptions,
  ) => Promise<ListPage<DeadJobReport>>;
  /** Queues a dead job again. */
  readonly retryJob: (id: string) => Promise<void>;
  /** Deletes a dead job for good. */
  readonly dropJob: (id: string) => Promise<void>;
}
