import type { DescriptorInput, LogInput, MessageInput } from '@memex/core';

type Fields = Readonly<Record<string, unknown>>;

/** A well-formed message as a client sends it; `fields` replace those of the sample. */
export function message(fields: Fields = {}): Fields {
  const sample = {
    type: 'request',
    messageId: 'm1',
    conversationId: 'c1',
    channel: 'TELEGRAM',
    userId: 'u1',
    timestamp: '2026-03-01T12:00:00',
    content: { type: 'text', value: 'hello' },
    project: 'app',
  } satisfies MessageInput;
  return { ...sample, ...fields };
}

/** A well-formed log as a client sends it; `fields` replace those of the sample. */
export function log(fields: Fields = {}): Fields {
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

/** A well-formed descriptor as a client sends it; `fields` replace those of the sample. */
export function descriptor(fields: Fields = {}): Fields {
  const sample = {
    project: 'app',
    timespan: { type: 'moving', value: 'all' },
    type: 'count',
    dimension: 'user',
    metric: 'total',
  } satisfies DescriptorInput;
  return { ...sample, ...fields };
}

/** A well-formed descriptor of an aggregation; `fields` replace those of the sample. */
export function aggregation(fields: Fields = {}): Fields {
  const sample = {
    project: 'app',
    timespan: { type: 'moving', value: 'all' },
    type: 'aggregation',
    field: 'metadata.score',
    aggregation: 'avg',
  } satisfies DescriptorInput;
  return { ...sample, ...fields };
}

export const RANGE = 'project=app&fromTime=2026-01-01&toTime=2026-12-31';
