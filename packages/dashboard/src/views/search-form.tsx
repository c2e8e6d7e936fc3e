import type { JSX } from 'preact';
import { HiddenFields } from './hidden-fields.js';
import { Icon } from './icon.js';
import type { Scene } from './scene.js';

/** Searches the texts of all messages in the window. */
export function SearchForm({ scene }: { readonly scene: Scene }): JSX.Element {
  const { text } = scene.state;
  return (
    <search>
      <form class="search-form" method="get">
        <HiddenFields scene={scene} except={['text', 'conversation', 'rows']} />
        <label class="unseen" for="text">
          Search messages
        </label>
        <input
          id="text"
          type="search"
          name="text"
          placeholder="Search messages"
          value={text}
          key={text}
          data-search
        />
        <button type="submit" class="icon-button" aria-label="Search">
          <Icon name="search" />
        </button>
        {text === '' ? null : (
          <a class="link" href={scene.link({ text: '' })}>
            All conversations
          </a>
        )}
      </form>
    </search>
  );
}
