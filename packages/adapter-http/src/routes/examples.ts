import type { DescriptorInput, LogInput, MessageInput } from '@memex/core';

/** Example bodies for the documentation. The service accepts them as they are. */
export const MESSAGE_EXAMPLE = {
  type: 'request',
  messageId: 'message-1',
  conversationId: 'conversation-1',
  channel: 'TELEGRAM',
  userId: 'anna',
  project: 'my-bot',
  timestamp: '2026-11-20T10:15:00Z',
  content: { type: 'text', value: 'Hello!' },
  metadata: { campaign: 'autumn' },
} satisfies MessageInput;

export const LOG_EXAMPLE = {
  logId: 'log-1',
  component: 'my-bot',
  severity: 'INFO',
  logContent: 'started',
  project: 'my-bot',
  timestamp: '2026-11-20T10:15:00Z',
} satisfies LogInput;

const LAST_30_DAYS = { project: 'my-bot', timespan: { type: 'moving', value: '30d' } } as const;

/** Descriptors, each under what it asks for. */
export const DESCRIPTOR_EXAMPLES: Readonly<Record<string, DescriptorInput>> = {
  'active users': { ...LAST_30_DAYS, type: 'count', dimension: 'user', metric: 'active' },
  'new users of one channel, day by day, beside the 30 days before': {
    ...LAST_30_DAYS,
    type: 'count',
    dimension: 'user',
    metric: 'new',
    filters: [{ field: 'channel', operation: 'term', value: 'TELEGRAM' }],
    interval: 'day',
    compare: 'previous',
  },
  'users by the ten most frequent intents': {
    ...LAST_30_DAYS,
    type: 'segmentation',
    dimension: 'message',
    metric: 'users',
    by: 'intent.name',
    limit: 10,
  },
  'how long requests waited for a response, hour by hour': {
    ...LAST_30_DAYS,
    type: 'aggregation',
    field: 'responseTime',
    aggregation: 'percentiles',
    interval: 'hour',
  },
  'how sure the application was in Italian': {
    ...LAST_30_DAYS,
    type: 'aggregation',
    field: 'intent.confidence',
    aggregation: 'percentiles',
    filters: [{ field: 'language', operation: 'term', value: 'it' }],
  },
};

/** Bodies of `POST /analytics/query`. */
export const QUERY_EXAMPLES: Readonly<Record<string, readonly DescriptorInput[]>> = {
  'requests, and the channels that they came through': [
    { ...LAST_30_DAYS, type: 'count', dimension: 'message', metric: 'requests', compare: 'previous' },
    { ...LAST_30_DAYS, type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' },
  ],
};
