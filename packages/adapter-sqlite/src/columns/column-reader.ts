import type { MessagePort, TransferListItem } from 'node:worker_threads';
import { attempt } from '../errors/outcome.js';
import {
  type Found,
  NO_MORE_TASKS,
  type ReadTask,
  type SharedWork,
  type TaskKind,
  TURNS,
} from '../protocol/columns.js';
import type { Serve } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import { BEGINNING } from './chunk.js';
import { removalsOf } from './project-columns.js';
import { columnsReader } from './read-columns.js';
import { rowsOf } from './read-rows.js';

/** Handles the requests of a thread that reads columns for another one. */
export function createColumnReader(connection: Connection): Serve<'columns'> {
  return function* (requests) {
    for (const request of requests) {
      yield [
        attempt(() => {
          if (request.op === 'rows')
            return share<'rows'>(connection, request, rowsReader(connection, request));
          const read = columnsReader(connection);
          return share<'columns'>(connection, request, (task) => read(request.project, task));
        }),
      ];
    }
  };
}

function rowsReader(connection: Connection, { project, turns }: SharedWork<'rows'>) {
  return ({ source }: ReadTask<'rows'>): Found<'rows'> => [
    ...rowsOf(connection, project, source, BEGINNING, () => {
      if (Atomics.load(turns, TURNS.next) >= NO_MORE_TASKS) throw new Error('nobody waits for it any more');
    }),
  ];
}

/**
 * Does tasks until none is left. It reads in a snapshot of its own, which is later than that of the thread that asked: messages up to that
 * one's last id are the same in both unless some of the project were deleted in between.
 */
function share<K extends TaskKind>(
  connection: Connection,
  { project, removals, tasks, turns, port }: SharedWork<K>,
  read: (task: ReadTask<K>) => Found<K>,
): number {
  const work = (): number => {
    if (removalsOf(connection, project) !== removals) return 0;
    for (let done = 0; ; done++) {
      const index = Atomics.add(turns, TURNS.next, 1);
      const task = tasks[index];
      if (task === undefined) return done;
      deliver(port, { index, found: read(task) });
      Atomics.add(turns, TURNS.delivered, 1);
      Atomics.notify(turns, TURNS.delivered);
    }
  };
  try {
    return connection.snapshot(work);
  } finally {
    port.close();
  }
}

function deliver(
  port: MessagePort,
  delivered: { readonly index: number; readonly found: Found<TaskKind> },
): void {
  port.postMessage(delivered, delivered.found.flatMap(buffersIn));
}

/** They are handed over, not copied. */
function buffersIn(found: object): TransferListItem[] {
  return Object.values(found).flatMap((part: unknown) => {
    if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) return [part.buffer];
    return typeof part === 'object' && part !== null && !(part instanceof Map) ? buffersIn(part) : [];
  });
}
