import type { ViewState } from '../state/view-state.js';

/** Puts the focus where a change of the state leads, and back. */
export interface FocusKeeper {
  /** Call it when the new state is on the page. */
  readonly follow: (before: ViewState, now: ViewState) => void;
}

export function createFocusKeeper(): FocusKeeper {
  let opener: Element | null = null;
  return {
    follow: (before, now) => {
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

function focusOn(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
