import { decode } from '../codec/decode.js';
import type { NewEntry } from '../entry/entry.js';
import { uuidSource } from '../entry/id-source.js';
import { stringifyJson } from '../json/exact-json.js';
import { Log, type LogInput } from '../log/log.js';
import { Message, type MessageInput } from '../message/message.js';
import { instantOf } from '../time/instant.js';

/** An identifier that nothing else uses. */
export function unique(prefix: string): string {
  return `${prefix}-${uuidSource.next()}`;
}

/** The fields of a sample message that cases choose. */
export type SampleMessage = {
  readonly project: string;
  readonly responseTo?: string;
  readonly intent?: { readonly name: string };
  readonly language?: string | null;
} & Partial<
  Pick<
    MessageInput,
    'messageId' | 'userId' | 'channel' | 'conversationId' | 'timestamp' | 'type' | 'metadata' | 'content'
  >
>;

/** The entry of a sample message, a request by default. `fields` override those of the sample. */
export function messageEntry(fields: SampleMessage): NewEntry<Message> {
  const value = decode(Message, {
    messageId: unique('message'),
    channel: 'TELEGRAM',
    userId: 'user',
    timestamp: '2026-03-01T12:00:00',
    type: 'request',
    responseTo: 'message',
    ...fields,
  });
  return { traceId: uuidSource.next(), at: instantOf(value.timestamp), value, json: stringifyJson(value) };
}

/** The entry of a sample log. `fields` override those of the sample. */
export function logEntry(fields: Partial<LogInput> & { readonly project: string }): NewEntry<Log> {
  const value = decode(Log, {
    logId: unique('log'),
    component: 'hub',
    severity: 'INFO',
    logContent: 'a line',
    timestamp: '2026-03-01T12:00:00',
    ...fields,
  });
  return { traceId: uuidSource.next(), at: instantOf(value.timestamp), value, json: stringifyJson(value) };
}
