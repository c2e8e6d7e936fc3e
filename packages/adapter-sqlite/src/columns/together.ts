import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import {
  type Delivered,
  type Found,
  NO_MORE_TASKS,
  type ReadTask,
  type TaskKind,
  TURNS,
} from '../protocol/columns.js';
import type { ProjectColumns } from './project-columns.js';
import type { ReaderThreads } from './reader-threads.js';

/** What is to be read, task by task. */
export interface TaskList<K extends TaskKind> {
  readonly kind: K;
  readonly tasks: readonly ReadTask<K>[];
  /** About how many rows it is. */
  readonly rows: number;
  /** Does a task in this thread. */
  readonly read: (task: ReadTask<K>) => Found<K>;
}

export interface TogetherOptions {
  /** Called before each task. May throw, to stop. */
  readonly refuseAbandoned: () => void;
  readonly threads?: ReaderThreads | undefined;
}

/**
 * Does tasks in this thread and in others, and yields what was found in the order of the tasks. Whoever is free takes the next one. The
 * others are help that may fail: what they do not deliver in time is done here.
 */
export function* readTogether<K extends TaskKind>(
  { id, removals }: Pick<ProjectColumns, 'id' | 'removals'>,
  { kind, tasks, rows, read }: TaskList<K>,
  { refuseAbandoned, threads }: TogetherOptions,
): Generator<Found<K>> {
  const turns = new Int32Array(new SharedArrayBuffer(TURNS.length * Int32Array.BYTES_PER_ELEMENT));
  const ports = threads?.share(kind, { project: id, removals, tasks, turns }, rows) ?? [];
  const done = new Map<number, Found<K>>();
  try {
    for (let next = 0; next < tasks.length; ) {
      const delivered = Atomics.load(turns, TURNS.delivered);
      for (const port of ports) for (const { index, found } of arrived<K>(port)) done.set(index, found);
      const found = done.get(next);
      if (found !== undefined) {
        done.delete(next++);
        yield found;
        continue;
      }
      refuseAbandoned();
      const taken = Atomics.add(turns, TURNS.next, 1);
      const task = tasks[taken];
      if (task !== undefined) done.set(taken, read(task));
      else if (Atomics.wait(turns, TURNS.delivered, delivered, PATIENCE_MS) === 'timed-out') {
        const late = tasks[next];
        if (late !== undefined) done.set(next, read(late));
      }
    }
  } finally {
    Atomics.store(turns, TURNS.next, NO_MORE_TASKS);
    for (const port of ports) port.close();
  }
}

/** How long another thread may take for its last task before it is done here as well. */
const PATIENCE_MS = 50;

function* arrived<K extends TaskKind>(port: MessagePort): Generator<Delivered<K>> {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    yield next.message;
}
