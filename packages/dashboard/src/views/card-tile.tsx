import type { JSX } from 'preact';
import type { CardData } from '../data/card-data.js';
import type { Loaded } from '../data/loaded.js';
import type { CardId } from '../state/view-state.js';
import { Change } from './change.js';
import { CARD_TEXTS } from './names.js';
import { writeFigure } from './numbers.js';
import type { Scene } from './scene.js';
import { Spark } from './spark.js';
import { Whenever } from './whenever.js';

interface CardProps {
  readonly scene: Scene;
  readonly card: CardId;
  readonly what: Loaded<CardData>;
}

/** A figure. A click on it shows its chart. */
export function CardTile({ scene, card, what }: CardProps): JSX.Element {
  const { title, about, unit, isDownGood } = CARD_TEXTS[card];
  const isChosen = scene.state.card === card;
  return (
    <li class={isChosen ? 'card surface chosen' : 'card surface'} data-card={card}>
      <a
        class="card-title"
        href={scene.link({ card })}
        title={about}
        aria-current={isChosen ? 'true' : undefined}
      >
        {title}
      </a>
      <Whenever scene={scene} what={what}>
        {({ value, points, previous }) => (
          <>
            <p class="figure">
              <strong>{writeFigure(value, unit, scene.locale)}</strong>
              <Change value={value} before={previous?.value} isDownGood={isDownGood} locale={scene.locale} />
            </p>
            <p class="before">
              {previous === undefined || previous.value === null
                ? ' '
                : `was ${writeFigure(previous.value, unit, scene.locale)}`}
            </p>
            <Spark points={points} />
          </>
        )}
      </Whenever>
    </li>
  );
}
