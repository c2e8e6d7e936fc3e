import { isLonger } from '../state/change-state.js';
import type { ViewState } from '../state/view-state.js';

/** Puts the focus where a change of the state leads, and back. */
export interface FocusKeeper {
  /** Call it when the new state is on the page. */
  readonly follow: (before: ViewState, now: ViewState) => void;
  /** Call it when what was to be loaded is on the page. */
  readonly settle: () => void;
}

export function createFocusKeeper(): FocusKeeper {
  let opener: Element | null = null;
  /** The number of rows before more were asked for. */
  let rowsBefore: number | undefined;
  return {
    settle: () => {
      if (rowsBefore === undefined) return;
      focusOn(document.querySelectorAll(ROW)[rowsBefore] ?? null);
      rowsBefore = undefined;
    },
    follow: (before, now) => {
      rowsBefore = isLonger(before, now) ? document.querySelectorAll(ROW).length : undefined;
      if (before.conversation === undefined && now.conversation !== undefined)
        opener = document.activeElement;
      if (before.page !== now.page || before.panel !== now.panel) {
        scrollTo(0, 0);
        focusOn(document.querySelector('[data-heading]'));
      } else if (now.conversation !== undefined && before.conversation !== now.conversation) {
        focusOn(document.querySelector('[data-chat-heading]'));
      } else if (now.conversation === undefined && before.conversation !== undefined) {
        focusOn(opener?.isConnected ? opener : document.querySelector('[data-heading]'));
      }
    },
  };
}

/** What rows of lists have. */
const ROW = '[data-row]';

function focusOn(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
