import { createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { CallOptions, InProjects, MessageStore } from '@memex/core/ports';
import { formatInstant, instantOfMicros } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import type { Project } from '../src/message/project.js';
import type { ProjectState } from '../src/message/project-state.js';
import { ProjectWatch } from '../src/message/project-watch.js';
import { request } from './samples.js';
import { type ManualTimers, manualTimers } from './support/manual-timers.js';

const TIME = formatInstant(instantOfMicros(Date.UTC(2026, 2, 1) * 1_000));
const state = (messages: number): ProjectState => ({
  kind: 'messages',
  messages,
  firstTime: TIME,
  lastTime: TIME,
});
const NONE = { kind: 'messages', messages: 0, firstTime: null, lastTime: null };

/** What a store answers, one after the other; the last one for ever. */
type Told = number | Error;

interface Setting {
  readonly watch: ProjectWatch;
  readonly timers: ManualTimers;
  /** Of which project the store was asked, each time. */
  readonly asked: string[];
}

function watching(told: readonly Told[], tookMs = 0): Setting {
  const timers = manualTimers();
  const asked: string[] = [];
  let micros = 0;
  const store: Pick<MessageStore, 'projects'> = {
    projects: async ({ projects }: InProjects, _options?: CallOptions): Promise<readonly Project[]> => {
      const answer = told[Math.min(asked.length, told.length - 1)] ?? 0;
      const [project = ''] = projects;
      asked.push(project);
      micros += tookMs * 1_000;
      if (answer instanceof Error) throw answer;
      return answer === 0 ? [] : [{ project, messages: answer, firstTime: TIME, lastTime: TIME }];
    },
  };
  const clock = { now: () => instantOfMicros(micros) };
  return { watch: new ProjectWatch({ store, clock, timers }), timers, asked };
}

/** Collects what a watcher is told, and the error that ends it. */
function collect(states: AsyncGenerator<ProjectState>) {
  const told: ProjectState[] = [];
  const ended = (async (): Promise<unknown> => {
    try {
      for await (const one of states) told.push(one);
    } catch (error) {
      return error;
    }
  })();
  return { told, ended };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a watcher is told the state, and then each other one', async () => {
  const { watch, timers } = watching([1, 1, 3, 2, 0]);
  const { told } = collect(watch.states('app', {}));
  await turn();
  expect(told).toEqual([state(1)]);
  for (let times = 0; times < 5; times++) await timers.next();
  expect(told).toEqual([state(1), state(3), state(2), NONE]);
  expect(new Set(timers.delays)).toEqual(new Set([10_000, 1_000]));
});

test('however many watch a project, the store is asked once', async () => {
  const { watch, timers, asked } = watching([1, 2]);
  const some = Array.from({ length: 50 }, () => collect(watch.states('app', {})));
  await turn();
  await timers.next();
  expect(asked).toEqual(['app', 'app']);
  const late = collect(watch.states('app', {}));
  await turn();
  expect(asked).toHaveLength(2);
  for (const { told } of some) expect(told).toEqual([state(1), state(2)]);
  expect(late.told).toEqual([state(2)]);
});

test('the store is not asked while nobody watches', async () => {
  const { watch, timers, asked } = watching([1]);
  const leaving = [new AbortController(), new AbortController()];
  const some = leaving.map(({ signal }) => collect(watch.states('app', { signal })));
  await turn();
  leaving[0]?.abort();
  expect(await some[0]?.ended).toMatchObject({ code: 'aborted' });
  expect(timers.waiting()).toBe(1);
  leaving[1]?.abort();
  expect(await some[1]?.ended).toMatchObject({ code: 'aborted' });
  expect(timers.waiting()).toBe(0);
  expect(asked).toHaveLength(1);
  await watch.states('app', {}).next();
  expect(asked).toHaveLength(2);
});

test('projects are watched apart from each other', async () => {
  const { watch, asked } = watching([1]);
  collect(watch.states('app', {}));
  collect(watch.states('other', {}));
  await turn();
  expect(asked).toEqual(['app', 'other']);
});

test('while the store is unavailable that is told once, and the state when it is back', async () => {
  const down = new UnavailableError('the store', { reason: 'it is down' });
  const { watch, timers } = watching([1, down, down, 1]);
  const { told } = collect(watch.states('app', {}));
  await turn();
  for (let times = 0; times < 3; times++) await timers.next();
  expect(told).toEqual([state(1), { kind: 'unavailable' }, state(1)]);
});

test.each([
  [50, 1_000],
  [500, 4_500],
  [60_000, 60_000],
])('a store that takes %i ms is left alone for %i ms', async (took, pause) => {
  const { watch, timers } = watching([1], took);
  collect(watch.states('app', {}));
  await turn();
  expect(timers.delays.at(-1)).toBe(pause);
});

test('a failure ends all who watch, and who comes later begins anew', async () => {
  const { watch, timers } = watching([1, new TypeError('a bug'), 2]);
  const some = [collect(watch.states('app', {})), collect(watch.states('app', {}))];
  await turn();
  await timers.next();
  for (const { ended } of some) expect(await ended).toEqual(new TypeError('a bug'));
  const { told } = collect(watch.states('app', {}));
  await turn();
  expect(told).toEqual([state(2)]);
});

test('a store that does not answer is unavailable', async () => {
  const timers = manualTimers();
  const store = { projects: () => new Promise<readonly Project[]>(() => {}) };
  const clock = { now: () => instantOfMicros(0) };
  const { told } = collect(new ProjectWatch({ store, clock, timers }).states('app', {}));
  await turn();
  await timers.next();
  expect(told).toEqual([{ kind: 'unavailable' }]);
});

test('the messages of Memex are watched, in the projects of the caller', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  await memex.start();
  await memex.untrusted.messages.append([request()]);
  const watched = memex.messages.watch({ project: 'app' }, { projects: ['app'] });
  expect((await watched.next()).value).toMatchObject({ messages: 1, lastTime: expect.any(String) });
  const foreign = () => memex.messages.watch({ project: 'other' }, { projects: ['app'] });
  expect(foreign).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(() => memex.untrusted.messages.watch({ projct: 'app' })).toThrow(
    expect.objectContaining({ code: 'malformed' }),
  );
});
