import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { chartOfPanel } from '../charts/of-panel.js';
import type { Loaded } from '../data/loaded.js';
import type { PanelData } from '../data/panel-data.js';
import type { PanelId } from '../state/view-state.js';
import { ExportMenu } from './export-menu.js';
import { FallbackRows } from './fallback-rows.js';
import { HoursTable } from './hours-table.js';
import { Icon } from './icon.js';
import { PANEL_ABOUTS, PANEL_TITLES, valueName } from './names.js';
import { NumbersTable } from './numbers-table.js';
import type { Scene } from './scene.js';
import { ShowMore } from './show-more.js';
import { TypesByTime } from './types-by-time.js';
import { ValueRows } from './value-rows.js';
import { Whenever } from './whenever.js';

interface OpenPanelProps {
  readonly scene: Scene;
  readonly panel: PanelId;
  readonly what: Loaded<PanelData>;
}

/** A panel with all of its rows, in place of the others. */
export function OpenPanel({ scene, panel, what }: OpenPanelProps): JSX.Element {
  const [search, setSearch] = useState('');
  const title = PANEL_TITLES[panel];
  const hasSearch = panel !== 'types' && panel !== 'hours';
  return (
    <section class={`panel open surface ${panel}`} aria-labelledby={`panel-${panel}`} data-panel={panel}>
      <div class="panel-head">
        <a
          class="button icon-button quiet"
          href={scene.link({ panel: undefined })}
          aria-label="Back to all panels"
        >
          <Icon name="back" />
        </a>
        <div>
          <h1 id={`panel-${panel}`} tabIndex={-1} data-heading>
            {title}
          </h1>
          <p class="soft">{PANEL_ABOUTS[panel]}</p>
        </div>
        {hasSearch && scene.actions !== undefined ? (
          <input
            type="search"
            placeholder="Search"
            aria-label={`Search in ${title}`}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        ) : null}
        {what.state === 'ready' ? (
          <ExportMenu
            scene={scene}
            chart={chartOfPanel(what.data)}
            words={{ title, description: PANEL_ABOUTS[panel] }}
            href={scene.link({})}
            source={panel}
          />
        ) : null}
      </div>
      <Whenever scene={scene} what={what}>
        {(data) => <Content scene={scene} data={data} search={search} />}
      </Whenever>
    </section>
  );
}

interface ContentProps {
  readonly scene: Scene;
  readonly data: PanelData;
  readonly search: string;
}

function Content({ scene, data, search }: ContentProps): ComponentChildren {
  const fits = (text: string): boolean => text.toLowerCase().includes(search.trim().toLowerCase());
  switch (data.kind) {
    case 'values': {
      const rows = data.rows.filter(({ value }) => fits(valueName(value)));
      return (
        <>
          <Found count={rows.length} />
          <ValueRows scene={scene} field={data.field} rows={rows} all={data.rows} />
        </>
      );
    }
    case 'fallbacks': {
      const rows = data.rows.filter(({ text }) => fits(text));
      return (
        <div class="two-columns">
          <div>
            <h2>Newest</h2>
            <Found count={rows.length} />
            <FallbackRows scene={scene} rows={rows} />
            <ShowMore
              scene={scene}
              count={data.rows.length}
              hasMore={data.hasMore}
              what="requests"
              first="newest"
            />
          </div>
          <div>
            <h2>Most frequent</h2>
            <ValueRows
              scene={scene}
              field="content.value"
              rows={data.texts.filter(({ value }) => fits(valueName(value)))}
              all={data.texts}
            />
          </div>
        </div>
      );
    }
    case 'types':
      return <TypesByTime scene={scene} data={data} isLarge />;
    case 'hours':
      return (
        <>
          <HoursTable scene={scene} counts={data.counts} since={data.since} />
          <NumbersTable scene={scene} chart={chartOfPanel(data)} title={PANEL_TITLES.hours} />
        </>
      );
  }
}

/** Says how much is left, for who does not see it. */
function Found({ count }: { readonly count: number }): JSX.Element {
  return count === 0 ? (
    <p class="nothing soft" role="status">
      Nothing found.
    </p>
  ) : (
    <p class="unseen" role="status">
      {count} rows
    </p>
  );
}
