import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Model } from '../browser/model.js';
import { createFormats, type Formats } from '../charts/formats.js';
import { optionOf } from '../charts/option.js';
import { PAGE_THEME } from '../charts/theme.js';
import { writeAddress } from '../state/address.js';
import type { ViewState } from '../state/view-state.js';
import { createScene } from '../views/create-scene.js';
import { Dashboard } from '../views/dashboard.js';
import * as latePages from '../views/late-pages.js';
import type { Scene } from '../views/scene.js';

/** The page is in English, and so are its numbers and dates where no browser says otherwise. */
const LOCALE = 'en-GB';

/** The parameter of the page without scripts. It is no part of the state: scripts never see it. */
const WITHOUT_SCRIPTS = ['scripts', 'off'] as const;

type Always = readonly (readonly [name: string, value: string])[];

export function isWithoutScripts(search: string): boolean {
  const [name, value] = WITHOUT_SCRIPTS;
  return new URLSearchParams(search).get(name) === value;
}

/** The address of the same state on the page without scripts. */
export function addressWithoutScripts(state: ViewState): string {
  const query = new URLSearchParams(writeAddress(state));
  query.append(...WITHOUT_SCRIPTS);
  return `?${query}`;
}

/** What is shown until the script has loaded the data. */
export function renderShell(model: Model): string {
  return render(model, [], undefined);
}

/** The whole page, with the charts. */
export async function renderWithoutScripts(model: Model): Promise<string> {
  // Loading it takes longer than the rest of the page, and most browsers have scripts.
  const { svgOf } = await import('#engine');
  const formats = createFormats(LOCALE, model.session?.timeZone ?? 'UTC');
  const draw: Scene['svgOf'] = (chart, size, words) =>
    svgOf(optionOf(chart, { formats, theme: PAGE_THEME }), size, words);
  return render(model, [WITHOUT_SCRIPTS], draw);
}

function render({ state, session, now, ...data }: Model, always: Always, svgOf: Scene['svgOf']): string {
  const formatsOf = (zone: string): Formats => createFormats(LOCALE, zone);
  const scene = createScene({
    state,
    session,
    now,
    locale: LOCALE,
    formatsOf,
    always,
    svgOf,
    actions: undefined,
  });
  return renderToString(h(Dashboard, { scene, data, latePages }));
}
