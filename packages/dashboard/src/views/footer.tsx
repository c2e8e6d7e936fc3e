import type { JSX } from 'preact';
import type { Scene } from './scene.js';

/** Names the zone of all times, and where the rest is. */
export function Footer({ scene: { timeZone, session, actions } }: { readonly scene: Scene }): JSX.Element {
  return (
    <footer class="footer soft prose">
      <span>All dates and times are in {timeZone}.</span>
      {session === undefined ? null : <span>Memex {session.version}</span>}
      <a href="documentation/ui">API</a>
      {session?.keys && actions !== undefined ? (
        <button type="button" class="quiet" onClick={actions.forgetKey}>
          Use another key
        </button>
      ) : null}
    </footer>
  );
}
