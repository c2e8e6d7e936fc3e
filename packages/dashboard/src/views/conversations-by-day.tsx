import type { JSX } from 'preact';
import type { ConversationRow, ListData } from '../data/list-data.js';
import { ConversationLink } from './conversation-link.js';
import type { Scene } from './scene.js';
import { writeDay } from './times.js';

interface ConversationListProps {
  readonly scene: Scene;
  readonly page: ListData<ConversationRow>;
}

/** Conversations under the days of their newest messages. */
export function ConversationsByDay({ scene, page: { items, isCut } }: ConversationListProps): JSX.Element {
  if (items.length === 0) return <p class="nothing soft">No conversation in this window.</p>;
  return (
    <>
      {byDay(items, scene).map(([day, rows]) => (
        <section key={day} aria-label={day}>
          <h2 class="day">{day}</h2>
          <ol class="conversations">
            {rows.map((row) => (
              <ConversationLink key={row.conversationId} scene={scene} conversation={row} />
            ))}
          </ol>
        </section>
      ))}
      {isCut ? (
        <p class="soft note">The newest {items.length}. A narrower window shows earlier ones.</p>
      ) : null}
    </>
  );
}

function byDay(
  rows: readonly ConversationRow[],
  scene: Scene,
): readonly (readonly [string, readonly ConversationRow[]])[] {
  const days = new Map<string, ConversationRow[]>();
  for (const row of rows) {
    const day = writeDay(row.lastTime, scene);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days];
}
