import type { JSX } from 'preact';
import type { FallbackRow } from '../data/panel-data.js';
import { withOffset } from '../state/times.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** Requests that the bot did not understand. A click on one shows its conversation. */
export function FallbackRows({
  scene,
  rows,
}: {
  readonly scene: Scene;
  readonly rows: readonly FallbackRow[];
}): JSX.Element {
  return (
    <ol class="fallback-rows">
      {rows.map(({ text, timestamp, conversationId }) => (
        <li key={`${conversationId} ${timestamp}`}>
          <a href={scene.link({ conversation: conversationId })} data-row>
            <Text value={text === '' ? '(no text)' : text} max={160} />
          </a>
          <time class="soft" dateTime={withOffset(timestamp)}>
            {writeMoment(timestamp, scene)}
          </time>
        </li>
      ))}
    </ol>
  );
}
