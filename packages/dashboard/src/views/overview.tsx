import type { JSX } from 'preact';
import type { CardData } from '../data/card-data.js';
import type { Loaded } from '../data/loaded.js';
import type { PanelData } from '../data/panel-data.js';
import { type CardId, PANEL_IDS, type PanelId } from '../state/view-state.js';
import { Cards } from './cards.js';
import { MainChart } from './main-chart.js';
import { OpenPanel } from './open-panel.js';
import { Panel } from './panel.js';
import type { Scene } from './scene.js';

interface OverviewProps {
  readonly scene: Scene;
  readonly cards: Readonly<Record<CardId, Loaded<CardData>>>;
  readonly panels: Readonly<Record<PanelId, Loaded<PanelData>>>;
}

export function Overview({ scene, cards, panels }: OverviewProps): JSX.Element {
  const { panel, card } = scene.state;
  if (panel !== undefined) return <OpenPanel key={panel} scene={scene} panel={panel} what={panels[panel]} />;
  return (
    <>
      <h1 class="unseen" tabIndex={-1} data-heading>
        Overview
      </h1>
      <Cards scene={scene} cards={cards} />
      <MainChart scene={scene} what={cards[card]} />
      <div class="panels">
        {PANEL_IDS.map((one) => (
          <Panel key={one} scene={scene} panel={one} what={panels[one]} />
        ))}
      </div>
    </>
  );
}
