import type { JSX } from 'preact';
import { chartOfPanel } from '../charts/of-panel.js';
import type { PanelData } from '../data/panel-data.js';
import { ChartFigure } from './chart-figure.js';
import { PANEL_ABOUTS, PANEL_TITLES } from './names.js';
import type { Scene } from './scene.js';
import { withCondition } from './value-rows.js';

interface TypesByTimeProps {
  readonly scene: Scene;
  readonly data: Extract<PanelData, { kind: 'types' }>;
  readonly isLarge: boolean;
}

/** Messages of each type in each bucket. A click on a type narrows everything to it. */
export function TypesByTime({ scene, data, isLarge }: TypesByTimeProps): JSX.Element {
  return (
    <>
      <ChartFigure
        scene={scene}
        chart={chartOfPanel(data)}
        words={{ title: PANEL_TITLES.types, description: `${PANEL_ABOUTS.types}.` }}
        size={isLarge ? { width: 1160, height: 300 } : { width: 380, height: 150 }}
        name={isLarge ? 'large' : 'small'}
      />
      <ul class="type-legend">
        {data.series.map(({ type, counts }, index) => (
          <li key={type} data-count={counts.reduce((sum, count) => sum + count, 0)}>
            <a
              href={scene.link({
                conditions: withCondition(scene.state.conditions, { field: 'type', value: type }),
                panel: undefined,
              })}
            >
              <i class={`part-${index + 1}`} aria-hidden="true" />
              {type}
            </a>
            <span class="number">
              {scene.formats.number(
                counts.reduce((sum, count) => sum + count, 0),
                'count',
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
