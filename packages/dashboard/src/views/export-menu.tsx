import type { JSX } from 'preact';
import type { Chart } from '../charts/chart.js';
import type { PictureWords } from '../charts/standalone-svg.js';
import type { CardId, PanelId } from '../state/view-state.js';
import { csvAddress } from './csv-address.js';
import { Icon } from './icon.js';
import { plainRows } from './plain-rows.js';
import type { Scene } from './scene.js';

interface ExportMenuProps {
  readonly scene: Scene;
  readonly chart: Chart;
  readonly words: PictureWords;
  /** The address that shows this alone. */
  readonly href: string;
  readonly source: CardId | PanelId;
}

/** Takes what a panel shows elsewhere. */
export function ExportMenu({ scene, chart, words, href, source }: ExportMenuProps): JSX.Element {
  const { actions, svgOf } = scene;
  const svg = svgOf?.(chart, { width: 800, height: 400 }, words);
  return (
    <details class="popover menu" data-menu>
      <summary class="button icon-button quiet" aria-label={`Export ${words.title}`}>
        <Icon name="more" />
      </summary>
      <ul class="sheet">
        <li>
          <a download={`${source}.csv`} href={csvAddress(plainRows(chart))}>
            CSV
          </a>
        </li>
        <li>
          {actions === undefined ? (
            <a
              download={`${source}.svg`}
              href={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg ?? '')}`}
            >
              SVG
            </a>
          ) : (
            <button type="button" class="item" onClick={() => actions.savePicture(chart, words)}>
              SVG
            </button>
          )}
        </li>
        <li>
          <a href={href} data-copies>
            Copy link
          </a>
        </li>
        <li>
          <a href={scene.link({ page: 'analytics', define: source })}>As descriptor</a>
        </li>
      </ul>
    </details>
  );
}
