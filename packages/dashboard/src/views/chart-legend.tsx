import type { JSX } from 'preact';
import type { Chart } from '../charts/chart.js';

/** What the lines and colours of a chart mean. Its figures say so too, for who does not see them. */
export function ChartLegend({ chart }: { readonly chart: Chart }): JSX.Element | null {
  const items = itemsOf(chart);
  if (items.length < 2) return null;
  return (
    <ul class="legend" aria-hidden="true">
      {items.map(({ name, mark }) => (
        <li key={name}>
          <i class={mark} />
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

interface LegendItem {
  readonly name: string;
  readonly mark: string;
}

function itemsOf(chart: Chart): readonly LegendItem[] {
  switch (chart.kind) {
    case 'lines':
      return chart.lines.map(({ name, role }, index) => ({
        name: NAMES[name] ?? name,
        mark: `line ${role === 'other' ? `part-${index + 1}` : role}`,
      }));
    case 'stacked':
      return chart.parts.map(({ name }, index) => ({ name, mark: `part-${index + 1}` }));
    default:
      return [];
  }
}

const NAMES: Readonly<Record<string, string>> = { current: 'This period', previous: 'The period before' };
