/** Windows that the bar offers, by the names that the address has. The names with `d` and `12m` end at the last midnight. */
export const NAMED_WINDOWS = [
  'today',
  'yesterday',
  '7d',
  '28d',
  '91d',
  'month',
  'last-month',
  '12m',
  'all',
] as const;
export type NamedWindow = (typeof NAMED_WINDOWS)[number];

/** The window of everything on the page: a named one, or dates (`2026-11-01`), both inclusive, in the configured time zone. */
export type Window =
  | { readonly kind: 'named'; readonly name: NamedWindow }
  | { readonly kind: 'dates'; readonly from: string; readonly to: string };

/** What everything on the page is narrowed to: messages whose field has this value. */
export interface FieldValue {
  readonly field: string;
  readonly value: string | number | boolean;
}

export const CARD_IDS = [
  'active-users',
  'new-users',
  'conversations',
  'messages-per-conversation',
  'fallback-rate',
  'answer-time',
] as const;
export type CardId = (typeof CARD_IDS)[number];

export const PANEL_IDS = ['intents', 'not-understood', 'channels', 'languages', 'types', 'hours'] as const;
export type PanelId = (typeof PANEL_IDS)[number];

/** A page of the dashboard. */
export const PAGE_IDS = ['overview', 'conversations', 'analytics', 'operations'] as const;
export type PageId = (typeof PAGE_IDS)[number];

/** Everything that is shown, as the address tells it. */
export interface ViewState {
  readonly page: PageId;
  /** The project; `undefined` for the one with the most messages. */
  readonly project: string | undefined;
  readonly window: Window;
  /** Whether the period before is shown too. */
  readonly compare: boolean;
  readonly conditions: readonly FieldValue[];
  /** The card whose chart is shown. */
  readonly card: CardId;
  /** The panel that is open with all of its rows. */
  readonly panel: PanelId | undefined;
  /** The card or panel whose questions are shown as descriptors. */
  readonly define: CardId | PanelId | undefined;
  /** The conversation at the side. */
  readonly conversation: string | undefined;
  /** Words that messages are searched for. */
  readonly text: string;
  /** How many rows a list has at most, from {@link MIN_ROWS} to {@link MAX_ROWS}. */
  readonly rows: number;
}

/** Rows that a list begins with, and that are added at a time. */
export const MIN_ROWS = 50;
/** Rows beyond which a narrower window helps more. */
export const MAX_ROWS = 1_000;

export const DEFAULT_WINDOW = { kind: 'named', name: '28d' } as const satisfies Window;

/** What an address without a query shows. */
export const DEFAULT_STATE: ViewState = {
  page: 'overview',
  project: undefined,
  window: DEFAULT_WINDOW,
  compare: true,
  conditions: [],
  card: 'active-users',
  panel: undefined,
  define: undefined,
  conversation: undefined,
  text: '',
  rows: MIN_ROWS,
};
