import type { DescriptorInput, Message } from '@memex/core';
import type { Project } from '@memex/core/model';
import type { CallOptions } from '@memex/core/ports';
import type { Api, ListPage } from '../api/api.js';
import type { Moment } from '../state/span.js';
import { CARD_IDS, type CardId, type PanelId, type ViewState } from '../state/view-state.js';
import { createAsk } from './ask.js';
import type { CardData } from './card-data.js';
import type { ChatData, ConversationRow } from './list-data.js';
import { cardDescriptors, loadCard } from './load-card.js';
import { loadChat } from './load-chat.js';
import { loadFallbacks } from './load-fallbacks.js';
import { loadConversations, loadMessages } from './load-list.js';
import { loadPanel, panelDescriptor } from './load-panel.js';
import type { PanelData } from './panel-data.js';
import type { Subject } from './subject.js';

/**
 * Loads what a state shows. Everything throws {@link ApiError}. Cards and panels that are asked for in one turn are computed in one call.
 */
export interface Loader {
  readonly card: (id: CardId) => Promise<CardData>;
  readonly panel: (id: PanelId) => Promise<PanelData>;
  /** @param known - The beginning of the list, as it was read for the same state with fewer rows. */
  readonly conversations: (known?: ListPage<ConversationRow>) => Promise<ListPage<ConversationRow>>;
  /** Messages with the words of the state. */
  readonly messages: (known?: ListPage<Message>) => Promise<ListPage<Message>>;
  readonly chat: (conversationId: string) => Promise<ChatData>;
}

export function createLoader(subject: Subject, api: Api, options: CallOptions = {}): Loader {
  const ask = createAsk(api, options);
  return {
    card: (id) => loadCard(id, subject, ask),
    panel: (id) =>
      id === 'not-understood' ? loadFallbacks(subject, api, ask, options) : loadPanel(id, subject, ask),
    conversations: (known) => loadConversations(subject, api, options, known),
    messages: (known) => loadMessages(subject, api, options, known),
    chat: (conversationId) => loadChat(subject.project, conversationId, api, options),
  };
}

/** The project that a state shows: the one it names, or that with the most messages. `undefined` if there is none. */
export function subjectOf(
  state: ViewState,
  projects: readonly Project[],
  moment: Moment,
): Subject | undefined {
  const [largest] = projects.toSorted((one, other) => other.messages - one.messages);
  const project = state.project ?? largest?.project;
  if (project === undefined) return undefined;
  const firstTime = projects.find((one) => one.project === project)?.firstTime;
  return { ...moment, project, firstTime, state };
}

/** What a card or a panel asks, as descriptors that can be defined. */
export function descriptorsOf(source: CardId | PanelId, subject: Subject): readonly DescriptorInput[] {
  return isCard(source) ? cardDescriptors(source, subject) : [panelDescriptor(source, subject)];
}

function isCard(source: CardId | PanelId): source is CardId {
  return CARD_IDS.some((one) => one === source);
}
