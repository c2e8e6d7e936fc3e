import type { JSX } from 'preact';
import type { Liveness } from './scene.js';

const TEXTS: Readonly<Record<Liveness, string>> = {
  on: 'Live',
  off: 'Not live',
  paused: 'Paused',
};

export function LiveDot({ live }: { readonly live: Liveness }): JSX.Element {
  return (
    <span class={`live ${live}`} role="status">
      <i aria-hidden="true" />
      {TEXTS[live]}
    </span>
  );
}
