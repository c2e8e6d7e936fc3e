import type { LogInput, MessageInput } from '@memex/core';
import { type Instant, parseTimestamp } from '@memex/core/toolkit';

/** A well-formed request; `fields` replace those of the sample. */
export function request(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const sample = {
    messageId: 'm1',
    conversationId: 'c1',
    channel: 'TELEGRAM',
    userId: 'u1',
    timestamp: '2026-03-01T12:00:00',
    content: { type: 'text', value: 'hello' },
    project: 'app',
    type: 'request',
  } satisfies MessageInput;
  return { ...sample, ...fields };
}

/** A well-formed log; `fields` replace those of the sample. */
export function logLine(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const sample = {
    logId: 'l1',
    component: 'hub',
    severity: 'INFO',
    logContent: 'started',
    timestamp: '2026-03-01T12:00:00',
    project: 'app',
  } satisfies LogInput;
  return { ...sample, ...fields };
}

/** The instant of a date-time in any accepted form. */
export function instant(text: string): Instant {
  const parsed = parseTimestamp(text);
  if (parsed === undefined) throw new Error(`${text} is no timestamp`);
  return parsed.instant;
}
