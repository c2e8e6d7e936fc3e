import type { Message } from '@memex/core';
import type { JSX } from 'preact';
import type { ListData } from '../data/list-data.js';
import { withOffset } from '../state/times.js';
import { messageText } from './message-text.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** Messages with some words. Each leads to its conversation. */
export function FoundMessages({
  scene,
  page,
}: {
  readonly scene: Scene;
  readonly page: ListData<Message>;
}): JSX.Element {
  if (page.items.length === 0)
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
      {page.isCut ? <p class="soft note">The newest {page.items.length}.</p> : null}
    </>
  );
}
