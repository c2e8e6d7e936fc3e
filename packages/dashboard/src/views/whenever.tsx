import type { ComponentChildren, JSX } from 'preact';
import type { Loaded } from '../data/loaded.js';
import { Icon } from './icon.js';
import type { Scene } from './scene.js';

interface WheneverProps<T> {
  readonly scene: Scene;
  readonly what: Loaded<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** Shows data when they are there, before that where they will be, and else why they are not. */
export function Whenever<T>({ scene, what, children }: WheneverProps<T>): JSX.Element {
  if (what.state === 'ready') return <>{children(what.data)}</>;
  if (what.state === 'failed') return <Failed scene={scene} reason={what.reason} />;
  return <Loading />;
}

/** Where something will be. */
export function Loading(): JSX.Element {
  return (
    <div class="loading">
      <span class="unseen">Loading</span>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

export function Failed({ scene, reason }: { readonly scene: Scene; readonly reason: string }): JSX.Element {
  return (
    <div class="failed" role="alert">
      <Icon name="warning" />
      <div>
        <p>{reason}</p>
        {scene.actions === undefined ? null : (
          <button type="button" class="quiet" onClick={scene.actions.reload}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
