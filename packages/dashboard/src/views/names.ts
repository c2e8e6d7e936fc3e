import type { Unit } from '../data/card-data.js';
import type { CardId, NamedWindow, PageId, PanelId } from '../state/view-state.js';

/** How a card is called and read. */
export interface CardText {
  readonly title: string;
  readonly about: string;
  readonly unit: Unit;
  /** Whether less is better; `undefined` where neither is. */
  readonly isDownGood: boolean;
}

export const CARD_TEXTS: Readonly<Record<CardId, CardText>> = {
  'active-users': { title: 'Active users', about: 'People who wrote', unit: 'count', isDownGood: false },
  'new-users': {
    title: 'New users',
    about: 'People seen for the first time',
    unit: 'count',
    isDownGood: false,
  },
  conversations: {
    title: 'Conversations',
    about: 'Conversations with a message',
    unit: 'count',
    isDownGood: false,
  },
  'messages-per-conversation': {
    title: 'Messages a conversation',
    about: 'Messages of all types, by conversations',
    unit: 'decimal',
    isDownGood: false,
  },
  'fallback-rate': {
    title: 'Fallback rate',
    about: 'Requests that the bot did not understand',
    unit: 'percent',
    isDownGood: true,
  },
  'answer-time': {
    title: 'Median answer time',
    about: 'From a request to its first response',
    unit: 'seconds',
    isDownGood: true,
  },
};

export const PANEL_TITLES: Readonly<Record<PanelId, string>> = {
  intents: 'Intents',
  'not-understood': 'Not understood',
  channels: 'Channels',
  languages: 'Languages',
  types: 'Message types',
  hours: 'Hours and weekdays',
};

export const PANEL_ABOUTS: Readonly<Record<PanelId, string>> = {
  intents: 'What people want, by requests',
  'not-understood': 'The newest requests without an answer that fits',
  channels: 'Where people write, by requests',
  languages: 'In which language, by requests',
  types: 'Who says how much, over time',
  hours: 'When people write, by requests',
};

export const PAGE_TITLES: Readonly<Record<PageId, string>> = {
  overview: 'Overview',
  conversations: 'Conversations',
  analytics: 'Analytics',
  operations: 'Operations',
};

export const WINDOW_NAMES: Readonly<Record<NamedWindow, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': '7 days',
  '28d': '28 days',
  '91d': '91 days',
  month: 'This month',
  'last-month': 'Last month',
  '12m': '12 months',
  all: 'All time',
};

const FIELD_NAMES: Readonly<Record<string, string>> = {
  'intent.name': 'Intent',
  channel: 'Channel',
  language: 'Language',
  type: 'Type',
  userId: 'User',
  domain: 'Domain',
  'content.type': 'Content',
};

export function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field;
}

/** A value of a field as it is shown. */
export function valueName(value: string | number | boolean | null): string {
  if (value === null) return 'All others';
  return value === '' ? '(empty)' : String(value);
}
