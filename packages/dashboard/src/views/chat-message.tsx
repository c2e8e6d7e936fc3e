import type { Message } from '@memex/core';
import type { JSX } from 'preact';
import { FALLBACK } from '../data/panels.js';
import { withOffset } from '../state/times.js';
import { messageButtons, messageText } from './message-text.js';
import type { Scene } from './scene.js';
import { cut, Text } from './text.js';
import { writeClock } from './times.js';

const LONG = 2_000;

/** A message as a bubble: what people wrote on one side, what they got on the other. */
export function ChatMessage({
  scene,
  message,
}: {
  readonly scene: Scene;
  readonly message: Message;
}): JSX.Element {
  const buttons = messageButtons(message);
  return (
    <li class={`bubble ${message.type}`}>
      <span class="unseen">{WHO[message.type]}: </span>
      <Words text={messageText(message)} />
      {buttons.length === 0 ? null : (
        <ul class="choices">
          {buttons.map((button, index) => (
            <li key={`${button} ${index}`}>
              <Text value={button} max={80} />
            </li>
          ))}
        </ul>
      )}
      <p class="under">
        {message.type === 'request' ? <Understanding message={message} /> : null}
        {message.type === 'notification' ? <span>notification</span> : null}
        <time dateTime={withOffset(message.timestamp)}>{writeClock(message.timestamp, scene)}</time>
      </p>
    </li>
  );
}

const WHO: Readonly<Record<Message['type'], string>> = {
  request: 'User',
  response: 'Bot',
  notification: 'Notification',
};

/** Very long texts are opened on demand: laying them out takes seconds. */
function Words({ text }: { readonly text: string }): JSX.Element {
  if (text.length <= LONG) return <Text value={text} />;
  return (
    <details class="long">
      <summary>
        <Text value={cut(text, LONG)} />
        <span class="link">All {text.length} characters</span>
      </summary>
      <pre class="text whole" dir="auto">
        {text}
      </pre>
    </details>
  );
}

/** What the bot took a request for. */
function Understanding({
  message,
}: {
  readonly message: Extract<Message, { type: 'request' }>;
}): JSX.Element | null {
  const name = message.intent?.name ?? null;
  if (name === null) return null;
  return name === FALLBACK.value ? (
    <span class="tag bad">not understood</span>
  ) : (
    <span class="intent">
      <Text value={name} max={60} />
    </span>
  );
}
