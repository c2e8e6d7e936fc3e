import type { JSX } from 'preact';
import { NAMED_WINDOWS, type Window } from '../state/view-state.js';
import { datesOf, shiftWindow } from '../state/window-dates.js';
import { HiddenFields } from './hidden-fields.js';
import { Icon } from './icon.js';
import { WINDOW_NAMES } from './names.js';
import type { Scene } from './scene.js';
import { writeDates } from './times.js';

/** Which time everything is about: named windows, dates, and steps to the periods beside. */
export function WindowPicker({ scene }: { readonly scene: Scene }): JSX.Element {
  const { window } = scene.state;
  return (
    <nav class="windows" aria-label="Window">
      <div class="segments">
        {NAMED_WINDOWS.map((name) => (
          <a
            key={name}
            href={scene.link({ window: { kind: 'named', name } })}
            aria-current={window.kind === 'named' && window.name === name ? 'true' : undefined}
          >
            {WINDOW_NAMES[name]}
          </a>
        ))}
      </div>
      <div class="steps">
        <Step scene={scene} direction={-1} />
        <Dates scene={scene} />
        <Step scene={scene} direction={1} />
      </div>
    </nav>
  );
}

function Step({ scene, direction }: { readonly scene: Scene; readonly direction: -1 | 1 }): JSX.Element {
  const to = shiftWindow(scene.state.window, direction, scene.today);
  const icon = <Icon name={direction === -1 ? 'previous' : 'next'} />;
  const name = direction === -1 ? 'The period before' : 'The period after';
  if (to === undefined)
    return (
      <span class="button icon-button quiet dim" aria-hidden="true">
        {icon}
      </span>
    );
  return (
    <a
      class="button icon-button quiet"
      href={scene.link({ window: to })}
      aria-label={name}
      data-step={direction}
    >
      {icon}
    </a>
  );
}

/** What the window is in dates, and the form that takes others. */
function Dates({ scene }: { readonly scene: Scene }): JSX.Element {
  const dates = datesOf(scene.state.window, scene.today);
  return (
    <details class="popover" key={keyOf(scene.state.window)}>
      <summary class="button quiet dates">
        <Icon name="calendar" />
        {dates === undefined ? 'All time' : writeDates(dates.from, dates.to, scene)}
      </summary>
      <form class="sheet dates-form" method="get">
        <HiddenFields scene={scene} except={['window', 'from', 'to', 'rows']} />
        <label>
          From
          <input type="date" name="from" required max={scene.today} value={dates?.from} />
        </label>
        <label>
          To
          <input type="date" name="to" required max={scene.today} value={dates?.to ?? scene.today} />
        </label>
        <button type="submit" class="primary">
          Show these dates
        </button>
      </form>
    </details>
  );
}

/** Closes the form when another window is shown. */
function keyOf(window: Window): string {
  return window.kind === 'named' ? window.name : `${window.from} ${window.to}`;
}
