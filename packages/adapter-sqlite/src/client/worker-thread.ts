import { Worker } from 'node:worker_threads';
import type { RequestOutcome } from '../errors/outcome.js';
import type { FileIdentity } from '../files/identity.js';
import type { Answer, Role, WorkerRequest, WorkerSettings } from '../protocol/worker.js';
import { errorOf, unavailableError } from './error-of.js';

/** A running worker thread, which has its own connection to the file. */
export interface WorkerThread<R extends Role> {
  /** The file that it has open. */
  readonly identity: FileIdentity;
  /** Outcomes arrive in the order of the requests. Those of several lists may arrive together. */
  send(requests: readonly WorkerRequest<R>[]): void;
  /** Closes the connection and ends the thread. */
  close(): Promise<void>;
}

export interface WorkerEvents {
  outcomes(outcomes: readonly RequestOutcome<unknown>[]): void;
  /** The thread ended by itself. Requests without an outcome will get none. */
  ended(error: Error): void;
}

/** @throws UnavailableError, InternalError if the file cannot be used. */
export async function startWorkerThread<R extends Role>(
  settings: WorkerSettings<R>,
  events: WorkerEvents,
): Promise<WorkerThread<R>> {
  const worker = new Worker(new URL('../worker.js', import.meta.url), {
    workerData: settings,
    // Node warns on stderr that its SQLite is experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const exit = new Promise<unknown>((resolve) => worker.once('exit', resolve));
  let ended = false;
  return new Promise((resolve, reject) => {
    const end = (cause?: unknown): void => {
      if (ended) return;
      ended = true;
      const error = unavailableError(settings, 'its thread ended', cause);
      reject(error);
      events.ended(error);
    };
    worker.on('error', end);
    worker.on('exit', () => end());
    worker.on('message', (answer: Answer) => {
      if ('unusable' in answer) {
        ended = true;
        reject(errorOf(answer.unusable, settings));
      } else if ('ready' in answer) {
        resolve({
          identity: answer.ready,
          send: (requests) => worker.postMessage(requests),
          close: async () => {
            ended = true;
            worker.postMessage(null);
            await exit;
          },
        });
      } else events.outcomes(answer);
    });
  });
}
