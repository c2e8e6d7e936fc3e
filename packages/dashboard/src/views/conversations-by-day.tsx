import type { JSX } from 'preact';
import type { ListPage } from '../api/api.js';
import type { ConversationRow } from '../data/list-data.js';
import { ConversationLink } from './conversation-link.js';
import type { Scene } from './scene.js';
import { ShowMore } from './show-more.js';
import { writeDay } from './times.js';

interface ConversationListProps {
  readonly scene: Scene;
  readonly page: ListPage<ConversationRow>;
}

/** Conversations under the days of their newest messages. */
export function ConversationsByDay({ scene, page }: ConversationListProps): JSX.Element {
  if (page.items.length === 0 && page.cursor === undefined)
    return <p class="nothing soft">No conversation in this window.</p>;
  return (
    <>
      {byDay(page.items, scene).map(([day, rows]) => (
        <section key={day} aria-label={day}>
          <h2 class="day">{day}</h2>
          <ol class="conversations">
            {rows.map((row) => (
              <ConversationLink key={row.conversationId} scene={scene} conversation={row} />
            ))}
          </ol>
        </section>
      ))}
      <ShowMore
        scene={scene}
        count={page.items.length}
        hasMore={page.cursor !== undefined}
        what="conversations"
        first="newest"
      />
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
