import type { JSX } from 'preact';
import type { CardData } from '../data/card-data.js';
import type { Loaded } from '../data/loaded.js';
import type { CardId } from '../state/view-state.js';
import { CardTile } from './card-tile.js';
import type { Scene } from './scene.js';

const CARDS: readonly CardId[] = [
  'active-users',
  'new-users',
  'conversations',
  'messages-per-conversation',
  'fallback-rate',
  'answer-time',
];

export function Cards({
  scene,
  cards,
}: {
  readonly scene: Scene;
  readonly cards: Readonly<Record<CardId, Loaded<CardData>>>;
}): JSX.Element {
  return (
    <section aria-label="Figures">
      <ul class="cards">
        {CARDS.map((card) => (
          <CardTile key={card} scene={scene} card={card} what={cards[card]} />
        ))}
      </ul>
    </section>
  );
}
