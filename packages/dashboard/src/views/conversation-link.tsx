import type { JSX } from 'preact';
import type { ConversationRow } from '../data/list-data.js';
import { withOffset } from '../state/times.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeClock } from './times.js';

interface ConversationLinkProps {
  readonly scene: Scene;
  readonly conversation: ConversationRow;
}

/** A conversation in a few words. It leads to its messages. */
export function ConversationLink({ scene, conversation }: ConversationLinkProps): JSX.Element {
  const { conversationId, userId, channel, lastTime, messages, fallbacks } = conversation;
  const isOpen = scene.state.conversation === conversationId;
  return (
    <li>
      <a
        class="conversation"
        href={scene.link({ conversation: conversationId })}
        aria-current={isOpen ? 'true' : undefined}
        data-row
      >
        <span class="who">
          <Text value={userId} max={80} />
        </span>
        <span class="tags">
          <span class="tag">
            <Text value={channel} max={30} />
          </span>
          {fallbacks === 0 ? null : <span class="tag bad">{fallbacks} not understood</span>}
        </span>
        <span class="number soft">
          {scene.formats.number(messages, 'count')} {messages === 1 ? 'message' : 'messages'}
        </span>
        <time class="number" dateTime={withOffset(lastTime)}>
          {writeClock(lastTime, scene)}
        </time>
      </a>
    </li>
  );
}
