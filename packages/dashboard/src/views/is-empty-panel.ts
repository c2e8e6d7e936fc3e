import type { PanelData } from '../data/panel-data.js';

/** Whether a panel has nothing to show. */
export function isEmptyPanel(data: PanelData): boolean {
  switch (data.kind) {
    case 'values':
    case 'fallbacks':
      return data.rows.length === 0;
    case 'types':
      return data.series.every(({ counts }) => counts.every((count) => count === 0));
    case 'hours':
      return data.counts.every((hours) => hours.every((count) => count === 0));
  }
}
