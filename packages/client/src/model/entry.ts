import type { LogInput, MessageInput } from '@memex/core';
import { type EntryKind, InvalidEntryError } from './errors.js';

type Kind<T extends MessageInput['type']> = Extract<MessageInput, { readonly type: T }>;
/** The same, without what the client fills in. */
type Fillable<E, K extends keyof E> = Omit<E, K> & { readonly [F in K]?: E[F] | undefined };

/** From a user to a bot. `project` is that of the client where it is absent, `timestamp` now. */
export type RequestEntry = Fillable<Omit<Kind<'request'>, 'type'>, 'project' | 'timestamp'>;
/** From a bot to a user, in answer to a request. `project` and `timestamp` as with a {@link RequestEntry}. */
export type ResponseEntry = Fillable<Omit<Kind<'response'>, 'type'>, 'project' | 'timestamp'>;
/** From a bot or the platform to a user, unasked. `project` and `timestamp` as with a {@link RequestEntry}. */
export type NotificationEntry = Fillable<Omit<Kind<'notification'>, 'type'>, 'project' | 'timestamp'>;
/** A line of a component's log. `project` and `timestamp` as with a {@link RequestEntry}; `logId` is a random one where it is absent. */
export type LogEntry = Fillable<LogInput, 'project' | 'timestamp' | 'logId'>;

/** A message of any kind, or a log. */
export type Entry =
  | (RequestEntry & Pick<Kind<'request'>, 'type'>)
  | (ResponseEntry & Pick<Kind<'response'>, 'type'>)
  | (NotificationEntry & Pick<Kind<'notification'>, 'type'>)
  | LogEntry;

/** An entry as a hook sees it: complete, and before it is in the buffer. */
export type CompleteEntry =
  | { readonly kind: 'messages'; readonly entry: MessageInput }
  | { readonly kind: 'logs'; readonly entry: LogInput };

/** What may be absent of an entry, whatever it is. */
export interface EntryFields {
  readonly project?: string | undefined;
  readonly timestamp?: string | Date | undefined;
  readonly logId?: string | undefined;
}

export function kindOf(entry: Entry): EntryKind {
  return 'type' in entry ? 'messages' : 'logs';
}

/** Writes entries of one client as JSON, complete. */
export interface EntryWriter {
  /**
   * @param type - That of a message that does not say it itself.
   * @throws InvalidEntryError where it cannot be written, or has no project.
   */
  write(kind: EntryKind, entry: EntryFields, type?: MessageInput['type']): string;
}

/** What is filled in goes in front of what was given: no object is copied for it, which would take longer than writing it. */
export function createEntryWriter(project: string | undefined): EntryWriter {
  const projectField = project === undefined ? undefined : `"project":${JSON.stringify(project)},`;
  return {
    write(kind, entry, type) {
      const given = entryText(entry, 'the entry');
      let filled = '{';
      if (type !== undefined && !('type' in entry)) filled += `"type":"${type}",`;
      if (entry.project === undefined) {
        if (projectField === undefined)
          throw new InvalidEntryError('project is missing: give it here, or once to createClient');
        filled += projectField;
      }
      if (entry.timestamp === undefined) filled += `"timestamp":"${new Date().toISOString()}",`;
      if (kind === 'logs' && entry.logId === undefined) filled += `"logId":"${randomId()}",`;
      // Without the comma where nothing was given: a batch with a text that is no JSON would be refused as a whole.
      return given === '{}' ? `${filled.replace(/,$/, '')}}` : filled + given.slice(1);
    },
  };
}

/**
 * An entry as JSON.
 *
 * @param what - Its name in errors.
 * @throws InvalidEntryError where it is no object, as callers without types may pass, or cannot be written.
 */
export function entryText(entry: object, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(entry);
  } catch (error) {
    throw new InvalidEntryError(`${what} cannot be written as JSON`, { cause: error });
  }
  if (text?.[0] !== '{') throw new InvalidEntryError(`${what} must be an object`);
  return text;
}

let ids = 0;
const idPrefix = Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join('');

/** Random once, then counted. */
function randomId(): string {
  return `${idPrefix}-${(ids++).toString(36)}`;
}
