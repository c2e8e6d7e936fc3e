import { render } from 'preact';
import { createApi } from '../api/create-api.js';
import { createFormats, type Formats } from '../charts/formats.js';
import { readAddress, writeAddress } from '../state/address.js';
import { changeState, isLonger } from '../state/change-state.js';
import { createScene } from '../views/create-scene.js';
import { Dashboard } from '../views/dashboard.js';
import { PAGE_TITLES } from '../views/names.js';
import type { Scene } from '../views/scene.js';
import { createActions } from './actions.js';
import { startCopying } from './copying.js';
import { readFirstData } from './first-data.js';
import { createFocusKeeper } from './focus.js';
import { createFollower } from './follower.js';
import { startKeyboard } from './keyboard.js';
import { createLoad } from './load.js';
import { firstModel, type Model } from './model.js';
import { startNavigation } from './navigation.js';
import { startPopovers } from './popovers.js';
import { apiAddress, sendWithKey } from './send-with-key.js';
import { createStore } from './store.js';

const locale = navigator.language;
const root = document.querySelector('#app');
if (root === null) throw new Error('the page has no place for the dashboard');

const api = createApi(sendWithKey);
const focus = createFocusKeeper();
let shown = readAddress(location.search);
let latePages: typeof import('../views/late-pages.js') | undefined;
let isLateAsked = false;
let formats: { readonly zone: string; readonly formats: Formats } | undefined;

const first = readFirstData();
const store = createStore<Model>(firstModel(shown, apiAddress(), first?.session), (model) => {
  show(model);
  followLatePages(model);
  follower.follow();
  if (!model.isBusy) focus.settle();
  if (shown === model.state) return;
  const before = shown;
  shown = model.state;
  focus.follow(before, model.state);
});
const load = createLoad(api, store);
const follower = createFollower(store, load);
const actions = createActions({
  api,
  store,
  load,
  formats: () => sceneOf(store.get()).formats,
  open: (search) => go(search),
});

document.documentElement.classList.add('scripts');
const { go } = startNavigation(() => {
  const before = store.get();
  const state = readAddress(location.search);
  store.set({ state });
  void load({ isLonger: !before.isBusy && isLonger(before.state, state) });
});
startKeyboard({
  state: () => store.get().state,
  today: () => sceneOf(store.get()).today,
  change: (change) => go(writeAddress(changeState(store.get().state, change))),
  showHelp: () => actions.showHelp(true),
});
startPopovers();
startCopying(actions.copy);
// The first calls are on their way while the page is rendered, and what draws is loaded.
void load();
void import('./drawing.js');

/** Loads the pages that few open first: when one is opened, or when there is nothing else to do. */
function followLatePages({ state, isBusy }: Model): void {
  const isLate = state.page === 'analytics' || state.page === 'operations';
  if (isLateAsked || (isBusy && !isLate)) return;
  isLateAsked = true;
  void import('../views/late-pages.js').then((pages) => {
    latePages = pages;
    show(store.get());
  });
}

function show(model: Model): void {
  document.title = `${PAGE_TITLES[model.state.page]}${model.project === undefined ? '' : ` · ${model.project}`} · Memex`;
  if (root !== null) render(<Dashboard scene={sceneOf(model)} data={model} latePages={latePages} />, root);
}

function sceneOf({ state, session, now }: Model): Scene {
  return createScene({ state, session, now, locale, formatsOf, svgOf: undefined, actions });
}

/** Making them takes milliseconds. */
function formatsOf(zone: string): Formats {
  if (formats?.zone !== zone) formats = { zone, formats: createFormats(locale, zone) };
  return formats.formats;
}
