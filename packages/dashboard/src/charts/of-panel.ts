import type { PanelData, ValueRow } from '../data/panel-data.js';
import type { BarsChart, Chart } from './chart.js';
import { shownName } from './shown-name.js';

const REST = 'all others';

/** What a panel shows, as a chart. */
export function chartOfPanel(panel: PanelData): Chart {
  switch (panel.kind) {
    case 'values':
      return barsOf(panel.rows);
    case 'fallbacks':
      return barsOf(panel.texts);
    case 'types':
      return {
        kind: 'stacked',
        interval: panel.interval,
        buckets: panel.starts.map((from) => ({ from, unfinished: false })),
        parts: panel.series.map(({ type, counts }) => ({ name: shownName(type), counts })),
      };
    case 'hours':
      return { kind: 'hours', counts: panel.counts };
  }
}

function barsOf(rows: readonly ValueRow[]): BarsChart {
  return {
    kind: 'bars',
    unit: 'count',
    rows: rows.map(({ value, count }) => ({
      name: value === null ? REST : shownName(String(value)),
      value: count,
    })),
  };
}
