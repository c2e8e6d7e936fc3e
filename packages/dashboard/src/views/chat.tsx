import type { JSX } from 'preact';
import type { ChatData } from '../data/list-data.js';
import type { Loaded } from '../data/loaded.js';
import { ChatLogs } from './chat-logs.js';
import { ChatMessage } from './chat-message.js';
import { Icon } from './icon.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeDay } from './times.js';
import { Whenever } from './whenever.js';

interface ChatProps {
  readonly scene: Scene;
  readonly conversation: string;
  readonly what: Loaded<ChatData>;
}

/** A conversation as its people saw it, and the logs of the same minutes beneath. */
export function Chat({ scene, conversation, what }: ChatProps): JSX.Element {
  return (
    <aside class="chat surface" aria-labelledby="chat-title">
      <div class="panel-head">
        <div>
          <h2 id="chat-title" tabIndex={-1} data-chat-heading>
            <span class="unseen">Conversation </span>
            <Text value={conversation} max={80} />
          </h2>
          {what.state === 'ready' ? <About data={what.data} scene={scene} /> : null}
        </div>
        <a class="button icon-button quiet" href={scene.link({ conversation: undefined })} aria-label="Close">
          <Icon name="close" />
        </a>
      </div>
      <Whenever scene={scene} what={what}>
        {(data) => (
          <>
            <Messages scene={scene} data={data} />
            <ChatLogs scene={scene} logs={data.logs} />
          </>
        )}
      </Whenever>
    </aside>
  );
}

function About({ scene, data }: { readonly scene: Scene; readonly data: ChatData }): JSX.Element | null {
  const [first] = data.messages;
  if (first === undefined) return null;
  return (
    <p class="soft">
      <Text value={first.userId} max={60} /> · <Text value={first.channel} max={30} /> ·{' '}
      {writeDay(first.timestamp, scene)}
    </p>
  );
}

function Messages({
  scene,
  data: { messages, isCut },
}: {
  readonly scene: Scene;
  readonly data: ChatData;
}): JSX.Element {
  if (messages.length === 0) return <p class="nothing soft">This conversation has no message any more.</p>;
  return (
    <>
      <ol class="bubbles">
        {messages.map((message, index) => (
          <ChatMessage
            key={`${message.type} ${message.messageId} ${index}`}
            scene={scene}
            message={message}
          />
        ))}
      </ol>
      {isCut ? <p class="soft note">The first {messages.length} messages.</p> : null}
    </>
  );
}
