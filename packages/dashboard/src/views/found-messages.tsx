import type { Message } from '@memex/core';
import type { JSX } from 'preact';
import type { ListPage } from '../api/api.js';
import { withOffset } from '../state/times.js';
import { messageText } from './message-text.js';
import type { Scene } from './scene.js';
import { ShowMore } from './show-more.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** Messages with some words. Each leads to its conversation. */
export function FoundMessages({
  scene,
  page,
}: {
  readonly scene: Scene;
  readonly page: ListPage<Message>;
}): JSX.Element {
  if (page.items.length === 0 && page.cursor === undefined)
    return (
      <p class="nothing soft">
        No message in this window has all of these words: <Text value={scene.state.text} max={200} />
      </p>
    );
  return (
    <>
      <ol class="found">
        {page.items.map((message, index) => (
          <li key={`${message.messageId} ${message.userId} ${index}`}>
            <p>
              {message.conversationId === null ? (
                <Text value={messageText(message)} max={300} />
              ) : (
                <a href={scene.link({ conversation: message.conversationId })} data-row>
                  <Text value={messageText(message)} max={300} />
                </a>
              )}
            </p>
            <p class="soft">
              <span class="tag">{message.type}</span> <Text value={message.userId} max={60} />{' '}
              <time dateTime={withOffset(message.timestamp)}>{writeMoment(message.timestamp, scene)}</time>
            </p>
          </li>
        ))}
      </ol>
      <ShowMore
        scene={scene}
        count={page.items.length}
        hasMore={page.cursor !== undefined}
        what="messages"
        first="newest"
      />
    </>
  );
}
