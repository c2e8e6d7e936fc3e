/** A window that the bar offers, by the name that the address has. The names with `d` and `12m` end at the last midnight. */
export type NamedWindow =
  | 'today'
  | 'yesterday'
  | '7d'
  | '28d'
  | '91d'
  | 'month'
  | 'last-month'
  | '12m'
  | 'all';

/** The window of everything on the page: a named one, or dates (`2026-11-01`), both inclusive, in the configured time zone. */
export type Window =
  | { readonly kind: 'named'; readonly name: NamedWindow }
  | { readonly kind: 'dates'; readonly from: string; readonly to: string };

/** What everything on the page is narrowed to: messages whose field has this value. */
export interface Condition {
  readonly field: string;
  readonly value: string | number | boolean;
}

export type CardId =
  | 'active-users'
  | 'new-users'
  | 'conversations'
  | 'messages-per-conversation'
  | 'fallback-rate'
  | 'answer-time';

export type PanelId = 'intents' | 'not-understood' | 'channels' | 'languages' | 'types' | 'hours';

/** A page of the dashboard. */
export type PageId = 'overview' | 'conversations' | 'analytics' | 'operations';

/** Everything that is shown, as the address tells it. Equal addresses show the same. */
export interface ViewState {
  readonly page: PageId;
  /** The project; `undefined` for the one with the most messages. */
  readonly project: string | undefined;
  readonly window: Window;
  /** Whether the period before is shown too. */
  readonly compare: boolean;
  readonly conditions: readonly Condition[];
  /** The card whose chart is shown. */
  readonly card: CardId;
  /** The panel that is open with all of its rows. */
  readonly panel: PanelId | undefined;
  /** The conversation at the side. */
  readonly conversation: string | undefined;
  /** Words that messages are searched for. */
  readonly text: string;
}
