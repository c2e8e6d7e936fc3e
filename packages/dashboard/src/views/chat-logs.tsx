import type { Log } from '@memex/core';
import type { JSX } from 'preact';
import { withOffset } from '../state/times.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeClock } from './times.js';

/** What components wrote about themselves while the conversation went on. */
export function ChatLogs({
  scene,
  logs,
}: {
  readonly scene: Scene;
  readonly logs: readonly Log[];
}): JSX.Element {
  return (
    <section class="logs" aria-labelledby="logs-title">
      <h3 id="logs-title">Logs of the same minutes</h3>
      {logs.length === 0 ? (
        <p class="soft">None.</p>
      ) : (
        <ol>
          {logs.map((log, index) => (
            <li key={`${log.logId} ${index}`}>
              <time class="soft" dateTime={withOffset(log.timestamp)}>
                {writeClock(log.timestamp, scene)}
              </time>
              <span class={/err|crit|fatal/i.test(log.severity) ? 'tag bad' : 'tag'}>
                <Text value={log.severity} max={20} />
              </span>
              <span class="what">
                <span class="soft">
                  <Text value={log.component} max={60} />{' '}
                </span>
                <Text value={log.logContent} max={500} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
