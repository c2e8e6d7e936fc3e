import type { JSX } from 'preact';
import type { Scene } from './scene.js';

/**
 * Asks for an API key. Its field has no name, so that no browser ever writes it into an address; it is kept as long as the tab is open.
 */
export function KeyForm({
  scene: { actions },
  reason,
}: {
  readonly scene: Scene;
  readonly reason: string | undefined;
}): JSX.Element {
  if (actions === undefined)
    return (
      <section class="alone surface prose">
        <h1>This service needs an API key</h1>
        <p>
          Without scripts, the page has no safe way to send one. Allow scripts from this address, or use the
          API itself.
        </p>
      </section>
    );
  return (
    <section class="alone surface">
      <h1>This service needs an API key</h1>
      <p class="soft">It is kept until you close the tab, and sent to this service only.</p>
      <form
        class="key-form"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          const field = event.currentTarget.querySelector('input');
          if (field !== null && field.value !== '') actions.useKey(field.value);
        }}
      >
        <label for="key">API key</label>
        <input
          id="key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          required
          autofocus
          aria-describedby={reason === undefined ? undefined : 'key-reason'}
        />
        <button type="submit" class="primary">
          Open the dashboard
        </button>
      </form>
      {reason === undefined ? null : (
        <p id="key-reason" class="failed" role="alert">
          {reason}
        </p>
      )}
    </section>
  );
}
