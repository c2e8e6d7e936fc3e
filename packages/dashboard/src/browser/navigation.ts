/** Where links and forms of the page lead. */
export interface Navigator {
  /** Shows another address of the page. */
  readonly go: (search: string) => void;
}

/**
 * Follows links to this page, and sends its forms, without loading it again. Everything else is left to the browser: other pages, other tabs,
 * files to save.
 *
 * @param onAddress - Called when the address has changed, also by the buttons of the browser.
 */
export function startNavigation(onAddress: () => void): Navigator {
  const go = (search: string): void => {
    if (search !== location.search) history.pushState(null, '', `${location.pathname}${search}`);
    onAddress();
  };
  addEventListener('popstate', onAddress);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || !isPlain(event) || !leadsHere(link)) return;
    event.preventDefault();
    if (link.hasAttribute('data-more')) history.replaceState(null, '', `${location.pathname}${link.search}`);
    go(link.search);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'get' || event.defaultPrevented) return;
    event.preventDefault();
    go(searchOf(form));
  });
  document.addEventListener('change', (event) => {
    const form = event.target instanceof Element ? event.target.closest('form[data-sends-itself]') : null;
    if (form instanceof HTMLFormElement) go(searchOf(form));
  });
  return { go };
}

function isPlain(event: MouseEvent): boolean {
  return (
    event.button === 0 &&
    !event.defaultPrevented &&
    !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
  );
}

function leadsHere(link: HTMLAnchorElement): boolean {
  const isHere = link.origin === location.origin && link.pathname === location.pathname;
  return (
    isHere &&
    link.hash === '' &&
    !link.hasAttribute('download') &&
    !link.hasAttribute('data-copies') &&
    link.target === ''
  );
}

function searchOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return `?${new URLSearchParams(fields)}`;
}
