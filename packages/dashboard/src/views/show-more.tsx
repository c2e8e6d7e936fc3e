import type { JSX } from 'preact';
import { MAX_ROWS, MIN_ROWS } from '../state/view-state.js';
import type { Scene } from './scene.js';

interface ShowMoreProps {
  readonly scene: Scene;
  /** How many rows are shown. */
  readonly count: number;
  readonly hasMore: boolean;
  /** What is listed, such as "conversations", and where the list begins. */
  readonly what: string;
  readonly first: 'newest' | 'first';
}

/** Says how much of a list is shown, and leads to more. It is a link, so that it works without scripts and the address tells the length. */
export function ShowMore({ scene, count, hasMore, what, first }: ShowMoreProps): JSX.Element | null {
  const { rows } = scene.state;
  const number = scene.formats.number(count, 'count');
  if (!hasMore)
    return rows === MIN_ROWS ? null : (
      <p class="soft note" role="status">
        All {number} {what}.
      </p>
    );
  return (
    <div class="more">
      <p class="soft note" role="status">
        {count === 0 ? `None among the ${first} ${what}.` : `The ${first} ${number} ${what}.`}
        {rows < MAX_ROWS ? '' : ' A narrower window shows others.'}
      </p>
      {rows < MAX_ROWS ? (
        <a
          class="button"
          href={scene.link({ rows: Math.min(MAX_ROWS, rows + MIN_ROWS) })}
          aria-label={`Show more ${what}`}
          data-more
        >
          Show more
        </a>
      ) : null}
    </div>
  );
}
