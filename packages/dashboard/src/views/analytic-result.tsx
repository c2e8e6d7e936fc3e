import type { JSX } from 'preact';
import type { Chart, FiguresChart } from '../charts/chart.js';
import { describeChart } from '../charts/describe.js';
import { Change } from './change.js';
import { ChartFigure } from './chart-figure.js';
import { ChartLegend } from './chart-legend.js';
import { writeFigure } from './numbers.js';
import { NumbersTable } from './numbers-table.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';

interface AnalyticResultViewProps {
  readonly scene: Scene;
  readonly title: string;
  readonly chart: Chart;
}

const MAX_BARS = 5;

/** What an analytic found: a course over time as a chart, single numbers in large letters. */
export function AnalyticResultView({ scene, title, chart }: AnalyticResultViewProps): JSX.Element {
  switch (chart.kind) {
    case 'figures':
      return <Figures scene={scene} chart={chart} />;
    case 'bars':
      return (
        <>
          <ol class="segments-list">
            {chart.rows.slice(0, MAX_BARS).map(({ name, value }) => (
              <li key={name}>
                <Text value={name} max={120} />
                <span class="number">{scene.formats.number(value, chart.unit)}</span>
              </li>
            ))}
          </ol>
          {chart.rows.length > MAX_BARS ? <NumbersTable scene={scene} chart={chart} title={title} /> : null}
        </>
      );
    default:
      return (
        <>
          <ChartLegend chart={chart} />
          <ChartFigure
            scene={scene}
            chart={chart}
            words={{ title, description: describeChart(chart, scene.formats) }}
            size={{ width: 1000, height: 200 }}
            name="middle"
          />
        </>
      );
  }
}

function Figures({ scene, chart }: { readonly scene: Scene; readonly chart: FiguresChart }): JSX.Element {
  const isOne = chart.rows.length === 1;
  return (
    <dl class="figures">
      {chart.rows.map(({ name, value, previous }) => (
        <div key={name}>
          <dt class={isOne ? 'unseen' : 'soft'}>{name}</dt>
          <dd class="figure">
            <strong>{writeFigure(value, chart.unit, scene.locale)}</strong>
            <Change value={value} before={previous} isDownGood={undefined} locale={scene.locale} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
