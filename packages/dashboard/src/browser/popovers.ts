const OPEN = 'details.popover[open]';

/** Closes what is open over the page when something else is used. */
export function startPopovers(): void {
  const closeOthers = (event: Event): void => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>(OPEN))
      if (!(event.target instanceof Node && one.contains(event.target))) one.open = false;
  };
  document.addEventListener('pointerdown', closeOthers);
  document.addEventListener('focusin', closeOthers);
  document.addEventListener('click', (event) => {
    const chosen = event.target instanceof Element ? event.target.closest('.sheet a, .sheet .item') : null;
    if (chosen !== null) close(chosen.closest<HTMLDetailsElement>(OPEN));
  });
}

/** Closes what is open, and gives the focus back. @returns Whether something was. */
export function closePopover(): boolean {
  return close(document.querySelector<HTMLDetailsElement>(OPEN));
}

function close(one: HTMLDetailsElement | null): boolean {
  if (one === null) return false;
  one.open = false;
  one.querySelector('summary')?.focus();
  return true;
}
