import type { JSX } from 'preact';
import type { Scene } from './scene.js';

/** How the service itself does. Its calls are for admins. */
export function OperationsPage({ scene }: { readonly scene: Scene }): JSX.Element {
  return (
    <section class="surface list-page" aria-labelledby="operations-title">
      <div class="panel-head">
        <h1 id="operations-title" tabIndex={-1} data-heading>
          Operations
        </h1>
      </div>
      <dl class="facts">
        <dt>Version</dt>
        <dd>{scene.session?.version ?? '–'}</dd>
      </dl>
    </section>
  );
}
