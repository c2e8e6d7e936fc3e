import type { ComponentChildren, JSX } from 'preact';
import { chartOfPanel } from '../charts/of-panel.js';
import type { Loaded } from '../data/loaded.js';
import type { PanelData } from '../data/panel-data.js';
import type { PanelId } from '../state/view-state.js';
import { ExportMenu } from './export-menu.js';
import { FallbackRows } from './fallback-rows.js';
import { HoursTable } from './hours-table.js';
import { isEmptyPanel } from './is-empty-panel.js';
import { PANEL_ABOUTS, PANEL_TITLES } from './names.js';
import type { Scene } from './scene.js';
import { TypesByTime } from './types-by-time.js';
import { ValueRows } from './value-rows.js';
import { Whenever } from './whenever.js';

const ROWS = 5;

interface PanelProps {
  readonly scene: Scene;
  readonly panel: PanelId;
  readonly what: Loaded<PanelData>;
}

/** A part of the page: five rows, and the way to all. */
export function Panel({ scene, panel, what }: PanelProps): JSX.Element {
  const title = PANEL_TITLES[panel];
  const href = scene.link({ panel });
  return (
    <section class={`panel surface ${panel}`} aria-labelledby={`panel-${panel}`} data-panel={panel}>
      <div class="panel-head">
        <div>
          <h2 id={`panel-${panel}`}>
            <a href={href}>{title}</a>
          </h2>
          <p class="soft">{PANEL_ABOUTS[panel]}</p>
        </div>
        {what.state === 'ready' && !isEmptyPanel(what.data) ? (
          <ExportMenu
            scene={scene}
            chart={chartOfPanel(what.data)}
            words={{ title, description: PANEL_ABOUTS[panel] }}
            href={href}
            source={panel}
          />
        ) : null}
      </div>
      <Whenever scene={scene} what={what}>
        {(data) =>
          isEmptyPanel(data) ? (
            <p class="nothing soft">{NOTHING[panel]}</p>
          ) : (
            <>
              <Content scene={scene} data={data} />
              <a class="all link" href={href}>
                All<span class="unseen"> of {title}</span>
              </a>
            </>
          )
        }
      </Whenever>
    </section>
  );
}

const NOTHING: Readonly<Record<PanelId, string>> = {
  intents: 'No request with an intent in this window.',
  'not-understood': 'The bot understood everything in this window.',
  channels: 'No request in this window.',
  languages: 'No request with a language in this window.',
  types: 'No message in this window.',
  hours: 'No request in this window.',
};

function Content({ scene, data }: { readonly scene: Scene; readonly data: PanelData }): ComponentChildren {
  switch (data.kind) {
    case 'values':
      return <ValueRows scene={scene} field={data.field} rows={data.rows.slice(0, ROWS)} all={data.rows} />;
    case 'fallbacks':
      return <FallbackRows scene={scene} rows={data.rows.slice(0, ROWS)} />;
    case 'types':
      return <TypesByTime scene={scene} data={data} isLarge={false} />;
    case 'hours':
      return <HoursTable scene={scene} counts={data.counts} since={data.since} />;
  }
}
