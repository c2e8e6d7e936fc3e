import { followProject, type LiveStream } from './live.js';
import type { Model } from './model.js';
import type { ModelStore } from './store.js';

/** How often news are shown at most: computing all panels costs the server more than telling that there are news. */
const MIN_RELOAD_MS = 5_000;
/** How often is looked for what the stream of a project does not tell. */
const LOOK_MS = 1_000;

/** Keeps the page up to date while somebody can see it. */
export interface Follower {
  /** Follows what is shown now. Call it after each change. */
  readonly follow: () => void;
}

export function createFollower(store: ModelStore<Model>, load: () => Promise<void>): Follower {
  let followed: { readonly project: string; readonly stream: LiveStream } | undefined;
  const reload = createThrottle(load, MIN_RELOAD_MS);
  const look = createThrottle(load, LOOK_MS);

  const tell = (live: Model['live']): void => {
    if (store.get().live !== live) store.set({ live });
  };
  const stop = (): void => {
    followed?.stream.stop();
    followed = undefined;
    reload.cancel();
    look.cancel();
  };
  const follow = (): void => {
    const { project, projects, needsKey } = store.get();
    if (document.hidden || needsKey !== undefined) {
      stop();
      tell(document.hidden ? 'paused' : 'off');
      return;
    }
    if (mayChange(store.get())) look.request();
    if (project === followed?.project) return;
    stop();
    if (project === undefined || projects.state !== 'ready') return;
    followed = {
      project,
      stream: followProject({
        project,
        onNews: reload.request,
        onState: (isOn) => tell(isOn ? 'on' : 'off'),
      }),
    };
  };
  document.addEventListener('visibilitychange', () => {
    follow();
    if (!document.hidden) void load();
  });
  return { follow };
}

/** Whether something is awaited that no stream tells: the first message of all, as there is no project to follow yet, or a result. */
function mayChange({ isBusy, projects, state, analytics }: Model): boolean {
  if (isBusy) return false;
  if (projects.state === 'ready' && projects.data.length === 0) return true;
  if (state.page !== 'analytics' || analytics.state !== 'ready') return false;
  return analytics.data.items.some((one) => one.state === 'waiting' || one.state === 'running');
}

interface Throttle {
  /** Calls soon, but once however often it is requested. */
  readonly request: () => void;
  readonly cancel: () => void;
}

function createThrottle(call: () => Promise<void>, minMs: number): Throttle {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let calledAt = Number.NEGATIVE_INFINITY;
  return {
    request: () => {
      waiting ??= setTimeout(
        () => {
          waiting = undefined;
          calledAt = performance.now();
          void call();
        },
        Math.max(0, calledAt + minMs - performance.now()),
      );
    },
    cancel: () => {
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}
