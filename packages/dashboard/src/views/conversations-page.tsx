import type { Message } from '@memex/core';
import type { JSX } from 'preact';
import type { ListPage } from '../api/api.js';
import type { ConversationRow } from '../data/list-data.js';
import type { Loaded } from '../data/loaded.js';
import { ConversationsByDay } from './conversations-by-day.js';
import { ExportLinks } from './export-links.js';
import { FoundMessages } from './found-messages.js';
import type { Scene } from './scene.js';
import { SearchForm } from './search-form.js';
import { Whenever } from './whenever.js';

interface ConversationsPageProps {
  readonly scene: Scene;
  readonly project: string | undefined;
  readonly conversations: Loaded<ListPage<ConversationRow>>;
  readonly found: Loaded<ListPage<Message>>;
}

/** Conversations, the one with the newest message first, or messages with some words. */
export function ConversationsPage({
  scene,
  project,
  conversations,
  found,
}: ConversationsPageProps): JSX.Element {
  const { text } = scene.state;
  return (
    <section class="surface list-page" aria-labelledby="list-title">
      <div class="panel-head">
        <div>
          <h1 id="list-title" tabIndex={-1} data-heading>
            {text === '' ? 'Conversations' : 'Messages'}
          </h1>
          <p class="soft">
            {text === '' ? 'The one with the newest message first' : 'With all of these words, newest first'}
          </p>
        </div>
        <SearchForm scene={scene} />
        <ExportLinks scene={scene} kind="messages" project={project} />
      </div>
      {text === '' ? (
        <Whenever scene={scene} what={conversations}>
          {(page) => <ConversationsByDay scene={scene} page={page} />}
        </Whenever>
      ) : (
        <Whenever scene={scene} what={found}>
          {(page) => <FoundMessages scene={scene} page={page} />}
        </Whenever>
      )}
    </section>
  );
}
