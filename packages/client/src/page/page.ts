/** Whether this runs in a page that nobody sees any more: it may end at any time. */
export function isPageHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}

/** Calls when the page is hidden: it is the last that a page hears for sure. Does nothing outside of browsers. Gives what ends it. */
export function onPageHidden(call: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const listen = (): void => {
    if (isPageHidden()) call();
  };
  document.addEventListener('visibilitychange', listen);
  return () => document.removeEventListener('visibilitychange', listen);
}
