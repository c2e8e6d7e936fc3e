import { CARD_IDS, type ViewState } from '../state/view-state.js';
import { shiftWindow } from '../state/window-dates.js';
import { closePopover } from './popovers.js';

/** What keys can do. */
export interface KeyCommands {
  readonly state: () => ViewState;
  readonly today: () => string;
  readonly change: (change: Partial<ViewState>) => void;
  readonly showHelp: () => void;
}

/** How long the second key of two may take. */
const SECOND_KEY_MS = 1_500;

/** Gives keys their meaning. They mean nothing while somebody writes, or together with others. */
export function startKeyboard(commands: KeyCommands): void {
  let first: { readonly key: string; readonly at: number } | undefined;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target))
      return;
    const isSecond = first?.key === 'g' && event.timeStamp - first.at < SECOND_KEY_MS;
    const keys = isSecond ? `g ${event.key}` : event.key;
    first = event.key === 'g' ? { key: 'g', at: event.timeStamp } : undefined;
    if (act(keys, commands)) event.preventDefault();
  });
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog[open]') !== null;
}

const PAGE_KEYS: Readonly<Record<string, ViewState['page']>> = {
  'g o': 'overview',
  'g c': 'conversations',
  'g a': 'analytics',
  'g p': 'operations',
};

/** @returns Whether the keys mean something. */
function act(keys: string, { state, today, change, showHelp }: KeyCommands): boolean {
  const page = PAGE_KEYS[keys];
  const card = /^[1-6]$/.test(keys) ? CARD_IDS[Number(keys) - 1] : undefined;
  if (page !== undefined) change({ page, ...CLOSED });
  else if (card !== undefined) change({ page: 'overview', card, panel: undefined });
  else if (keys === '?') showHelp();
  else if (keys === '/') search(state, change);
  else if (keys === 'c') change({ compare: !state().compare });
  else if (keys === '[' || keys === ']') {
    const window = shiftWindow(state().window, keys === '[' ? -1 : 1, today());
    if (window === undefined) return false;
    change({ window });
  } else if (keys === 'm') document.querySelector<HTMLElement>('[data-more]')?.click();
  else if (keys === 'j' || keys === 'k') moveRow(keys === 'j' ? 1 : -1);
  else if (keys === 'Escape') return closePopover() || closeTop(state(), change);
  else return false;
  return true;
}

const CLOSED = { panel: undefined, conversation: undefined, define: undefined, text: '' } as const;

function search(state: () => ViewState, change: KeyCommands['change']): void {
  if (state().page !== 'conversations') change({ page: 'conversations', ...CLOSED });
  // The page is shown in the next turn.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-search]')?.focus());
}

/** Rows are the links of lists. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row], .value-rows a')];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  rows[at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step]?.focus();
}

/** Closes the conversation first, since it is on top. */
function closeTop({ conversation, panel, define }: ViewState, change: KeyCommands['change']): boolean {
  if (conversation !== undefined) change({ conversation: undefined });
  else if (define !== undefined) change({ define: undefined });
  else if (panel !== undefined) change({ panel: undefined });
  else return false;
  return true;
}
