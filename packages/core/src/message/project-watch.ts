import { callWithin } from '../async/deadline.js';
import { raceAbort } from '../async/race-abort.js';
import { sleep } from '../async/sleep.js';
import { UnavailableError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import type { CallOptions } from '../port/call.js';
import type { Clock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';
import type { MessageStore } from './message-store.js';
import { isSameState, type ProjectState, stateOf, UNAVAILABLE } from './project-state.js';

/** How long the store is left alone between two questions, in milliseconds. */
const PAUSE_MS = 1_000;
/** A slow store is left alone for so many times as long as it took to answer, so that it does little else than this for nobody. */
const PAUSE_FACTOR = 9;
const MAX_PAUSE_MS = 60_000;
const TIMEOUT_MS = 10_000;

export interface WatchContext {
  readonly store: Pick<MessageStore, 'projects'>;
  readonly clock: Clock;
  readonly timers: Timers;
}

/**
 * Follows what a store has of projects, whoever writes it. However many watch a project, the store is asked once for all of them, and not at all
 * while nobody watches.
 */
export class ProjectWatch {
  private readonly watched = new Map<string, WatchedProject>();

  constructor(private readonly context: WatchContext) {}

  /**
   * The state of a project now, and then each time that it is another one. Who reads slowly misses the states in between.
   *
   * @throws AbortedError, InternalError
   */
  async *states(project: string, options: CallOptions): AsyncGenerator<ProjectState, never> {
    const watched = this.join(project);
    try {
      let state: ProjectState | undefined;
      for (;;) {
        state = await watched.stateAfter(state, options);
        yield state;
      }
    } finally {
      watched.watchers--;
      if (watched.watchers === 0) this.forget(project, watched);
    }
  }

  private join(project: string): WatchedProject {
    let watched = this.watched.get(project);
    if (watched === undefined) {
      watched = new WatchedProject(project, this.context);
      this.watched.set(project, watched);
      const begun = watched;
      // Whoever watches it now gets the error. Whoever comes later begins anew.
      begun.follow().catch(() => this.forget(project, begun));
    }
    watched.watchers++;
    return watched;
  }

  private forget(project: string, watched: WatchedProject): void {
    watched.end();
    if (this.watched.get(project) === watched) this.watched.delete(project);
  }
}

/** One project, and who watches it. */
class WatchedProject {
  watchers = 0;
  private state: ProjectState | undefined;
  private change = new Change();
  private readonly ending = new AbortController();

  constructor(
    private readonly project: string,
    private readonly context: WatchContext,
  ) {}

  /** The state, as soon as it is another one than that. */
  async stateAfter(seen: ProjectState | undefined, options: CallOptions): Promise<ProjectState> {
    while (this.state === undefined || this.state === seen) await raceAbort(this.change.happened, options);
    return this.state;
  }

  /** Asks the store until `end`. @throws what the store throws, unless it is only unavailable. */
  async follow(): Promise<void> {
    const { clock, timers } = this.context;
    const { signal } = this.ending;
    try {
      while (!signal.aborted) {
        const asked = clock.now();
        this.become(await this.ask(signal));
        const tookMs = (clock.now() - asked) / 1_000;
        const pauseMs = Math.min(Math.max(PAUSE_MS, PAUSE_FACTOR * tookMs), MAX_PAUSE_MS);
        await sleep(pauseMs, timers, { signal });
      }
    } catch (error) {
      if (signal.aborted) return;
      this.change.fail(error);
      throw error;
    }
  }

  end(): void {
    this.ending.abort();
  }

  private become(state: ProjectState): void {
    if (isSameState(this.state, state)) return;
    this.state = state;
    const { change } = this;
    this.change = new Change();
    change.happen();
  }

  private async ask(signal: AbortSignal): Promise<ProjectState> {
    const { store, timers } = this.context;
    const selector = { projects: [this.project] };
    try {
      const [project] = await callWithin(
        TIMEOUT_MS,
        (call) => store.projects(selector, call),
        { signal },
        tooLate,
        timers,
      );
      return stateOf(project);
    } catch (error) {
      // A store that is stopped aborts its calls.
      if (isMemexError(error, 'unavailable') || isMemexError(error, 'aborted')) return UNAVAILABLE;
      throw error;
    }
  }
}

function tooLate(cause: unknown): UnavailableError {
  return new UnavailableError('the store', { reason: 'it does not answer in time', cause });
}

/** Something that any number of callers wait for. */
class Change {
  happen = (): void => undefined;
  fail = (_error: unknown): void => undefined;
  readonly happened = new Promise<void>((resolve, reject) => {
    this.happen = resolve;
    this.fail = reject;
  });

  constructor() {
    // It may fail while nobody happens to wait.
    this.happened.catch(() => undefined);
  }
}
