import type { DeadJobReport, DescriptorInput, Message } from '@memex/core';
import type { AnalyticState, Project } from '@memex/core/model';
import type { ListPage, ServiceStatus } from '../api/api.js';
import type { CardData } from '../data/card-data.js';
import type { ChatData, ConversationRow } from '../data/list-data.js';
import type { Loaded } from '../data/loaded.js';
import type { PanelData } from '../data/panel-data.js';
import type { CardId, PanelId } from '../state/view-state.js';
import type { Liveness } from './scene.js';

/** Everything that a page shows. What the page of the state does not show may be loading for ever. */
export interface PageData {
  /** The address of the API, with a slash at the end. */
  readonly address: string;
  readonly live: Liveness;
  /** Whether newer data than those that are shown are on their way. */
  readonly isBusy: boolean;
  readonly projects: Loaded<readonly Project[]>;
  /** The project that is shown; `undefined` if there is none. */
  readonly project: string | undefined;
  readonly cards: Readonly<Record<CardId, Loaded<CardData>>>;
  readonly panels: Readonly<Record<PanelId, Loaded<PanelData>>>;
  readonly conversations: Loaded<ListPage<ConversationRow>>;
  /** Messages with the words of the state. */
  readonly found: Loaded<ListPage<Message>>;
  readonly chat: Loaded<ChatData>;
  /** What the card or panel asks that is to be defined. */
  readonly definable: readonly DescriptorInput[];
  readonly analytics: Loaded<ListPage<AnalyticState>>;
  readonly status: Loaded<ServiceStatus>;
  readonly deadJobs: Loaded<ListPage<DeadJobReport>>;
  /** What the page asks for: no key, or another one than it has. */
  readonly needsKey: { readonly reason: string | undefined } | undefined;
  /** What was done, or failed, since the last address. */
  readonly notice: { readonly text: string; readonly isFailure: boolean } | undefined;
  readonly isHelpShown: boolean;
}
