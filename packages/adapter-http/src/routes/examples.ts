import type { DescriptorInput, LogInput, MessageInput } from '@memex/core';

/** Bodies that the documentation shows, and that the service takes as they are. */
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

export const DESCRIPTOR_EXAMPLE = {
  project: 'my-bot',
  timespan: { type: 'moving', value: '30d' },
  type: 'count',
  dimension: 'user',
  metric: 'active',
} satisfies DescriptorInput;
