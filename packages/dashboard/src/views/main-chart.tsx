import type { JSX } from 'preact';
import { chartOfCard } from '../charts/of-card.js';
import type { CardData } from '../data/card-data.js';
import type { Loaded } from '../data/loaded.js';
import { ChartFigure } from './chart-figure.js';
import { ChartLegend } from './chart-legend.js';
import { ExportMenu } from './export-menu.js';
import { CARD_TEXTS, WINDOW_NAMES } from './names.js';
import type { Scene } from './scene.js';
import { Whenever } from './whenever.js';

/** The course of the chosen card: the current line, and the period before. */
export function MainChart({
  scene,
  what,
}: {
  readonly scene: Scene;
  readonly what: Loaded<CardData>;
}): JSX.Element {
  const { card, window } = scene.state;
  const { title, about, unit } = CARD_TEXTS[card];
  const time =
    window.kind === 'named' ? WINDOW_NAMES[window.name].toLowerCase() : `${window.from} to ${window.to}`;
  const words = { title, description: `${about}, ${time}.` };
  const chart = what.state === 'ready' ? chartOfCard(what.data, unit) : undefined;
  return (
    <section class="main-chart surface" aria-labelledby="chart-title">
      <div class="panel-head">
        <div>
          <h2 id="chart-title">{title}</h2>
          <p class="soft">
            {about}
            {what.state === 'ready' ? ` by ${what.data.interval}` : ''}
          </p>
        </div>
        {chart === undefined ? null : <ChartLegend chart={chart} />}
        {chart === undefined ? null : (
          <ExportMenu scene={scene} chart={chart} words={words} href={scene.link({})} source={card} />
        )}
      </div>
      <Whenever scene={scene} what={what}>
        {(data) => (
          <ChartFigure
            scene={scene}
            chart={chartOfCard(data, unit)}
            words={words}
            size={{ width: 1160, height: 280 }}
            name="large"
          />
        )}
      </Whenever>
    </section>
  );
}
