import type { JSX } from 'preact';
import type { Scene } from './scene.js';

interface FirstMessageProps {
  readonly scene: Scene;
  /** The address of the API, with a slash at the end. */
  readonly address: string;
}

/** What is shown while there is no message at all: how to send the first one. */
export function FirstMessage({ scene, address }: FirstMessageProps): JSX.Element {
  const command = commandOf(address, scene.session?.keys === true);
  const { actions } = scene;
  return (
    <section class="alone wide surface">
      <h1>No message yet</h1>
      <p class="soft">
        {actions === undefined
          ? 'Send the first one, and load this page again:'
          : 'Send the first one. This page shows it as soon as it arrives:'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must reach it */}
      <section class="command" tabIndex={0} aria-label="Command">
        <pre>{command}</pre>
      </section>
      {actions === undefined ? null : (
        <div class="waiting">
          <button type="button" onClick={() => actions.copy(command)}>
            Copy
          </button>
          <span class="live paused">
            <i aria-hidden="true" />
            Waiting for the first message
          </span>
        </div>
      )}
      <p class="soft prose">
        All fields are explained in the <a href="documentation/ui">documentation of the API</a>.
      </p>
    </section>
  );
}

function commandOf(address: string, needsKey: boolean): string {
  const message = {
    messageId: '1',
    conversationId: 'conversation-1',
    project: 'my-bot',
    userId: 'anna',
    channel: 'WEB',
    type: 'request',
    intent: { name: 'greeting' },
    content: { type: 'text', value: 'Hello!' },
  };
  return [
    `curl ${address}messages \\`,
    ...(needsKey ? ["  -H 'Authorization: Bearer YOUR-KEY' \\"] : []),
    "  -H 'Content-Type: application/json' \\",
    `  -d '[${JSON.stringify(message).replace(/}$/, '')},"timestamp":"'$(date -u +%FT%TZ)'"}]'`,
  ].join('\n');
}
