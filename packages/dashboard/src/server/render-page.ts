import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Model } from '../browser/model.js';
import { createFormats } from '../charts/formats.js';
import { optionOf } from '../charts/option.js';
import { PAGE_THEME } from '../charts/theme.js';
import { writeAddress } from '../state/address.js';
import { dateAt } from '../state/calendar.js';
import type { ViewState } from '../state/view-state.js';
import { Dashboard } from '../views/dashboard.js';
import type { Scene } from '../views/scene.js';

/** The page is in English, and so are its numbers and dates where no browser says otherwise. */
const LOCALE = 'en-GB';

/** The parameter of the page without scripts. It is no part of the state: scripts never see it. */
const WITHOUT_SCRIPTS = 'scripts=off';

export function isWithoutScripts(search: string): boolean {
  return new URLSearchParams(search).get('scripts') === 'off';
}

/** The address of the same state on the page without scripts. */
export function addressWithoutScripts(state: ViewState): string {
  const address = writeAddress(state);
  return address === '?' ? `?${WITHOUT_SCRIPTS}` : `${address}&${WITHOUT_SCRIPTS}`;
}

/** What is shown until the script has loaded the data. */
export function renderShell(model: Model): string {
  return render(model, writeAddress, undefined);
}

/** The whole page, with the charts. */
export async function renderWithoutScripts(model: Model): Promise<string> {
  // Loading it takes longer than the rest of the page, and most browsers have scripts.
  const { svgOf } = await import('#engine');
  const formats = createFormats(LOCALE, zoneOf(model));
  const draw: Scene['svgOf'] = (chart, size, words) =>
    svgOf(optionOf(chart, { formats, theme: PAGE_THEME }), size, words);
  return render(model, addressWithoutScripts, draw);
}

function render(model: Model, write: (state: ViewState) => string, svgOf: Scene['svgOf']): string {
  const { state, session, now } = model;
  const zone = zoneOf(model);
  const link = (change: Partial<ViewState>): string => write({ ...state, ...change });
  const scene: Scene = {
    state,
    locale: LOCALE,
    timeZone: zone,
    formats: createFormats(LOCALE, zone),
    today: dateAt(now, zone),
    session,
    link,
    fieldsWithout: (names) => [...new URLSearchParams(link({}))].filter(([name]) => !names.includes(name)),
    svgOf,
    actions: undefined,
  };
  return renderToString(h(Dashboard, { scene, data: model }));
}

/** Until it is known, times are not shown. */
function zoneOf({ session }: Model): string {
  return session?.timeZone ?? 'UTC';
}
