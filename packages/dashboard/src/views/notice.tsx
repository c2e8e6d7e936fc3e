import type { JSX } from 'preact';
import type { PageData } from './page-data.js';

/** Says what was done. It is always there, so that a screen reader hears when its text changes. */
export function Notice({ notice }: Pick<PageData, 'notice'>): JSX.Element {
  return (
    <p
      class={notice === undefined ? 'notice' : `notice shown ${notice.isFailure ? 'failure' : ''}`}
      role="status"
    >
      {notice?.text}
    </p>
  );
}
