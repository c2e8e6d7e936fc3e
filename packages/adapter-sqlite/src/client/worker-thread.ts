import { Worker } from 'node:worker_threads';
import type { Outcome } from '../errors/outcome.js';
import type { FileIdentity } from '../files/identity.js';
import type { Answer, ThreadData } from '../protocol/protocol.js';
import { errorOf, unavailableError } from './error-of.js';

/** A thread with a connection of its own. */
export interface Thread<Q> {
  /** The file that it has open. */
  readonly identity: FileIdentity;
  /** Outcomes come in the order of the requests, of several lists maybe together. */
  send(requests: readonly Q[]): void;
  /** Closes the connection and ends the thread. */
  close(): Promise<void>;
}

export interface ThreadEvents<R> {
  outcomes(outcomes: readonly Outcome<R>[]): void;
  /** The thread ended by itself: what was sent and not answered never will be. */
  ended(error: Error): void;
}

/** @throws UnavailableError, InternalError where the file cannot be used. */
export async function startThread<Q, R>(data: ThreadData, events: ThreadEvents<R>): Promise<Thread<Q>> {
  const worker = new Worker(new URL('../worker.js', import.meta.url), {
    workerData: data,
    // Node's SQLite announces on stderr that it is experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const exit = new Promise<unknown>((resolve) => worker.once('exit', resolve));
  let ended = false;
  return new Promise((resolve, reject) => {
    const end = (cause?: unknown): void => {
      if (ended) return;
      ended = true;
      const error = unavailableError(data, 'its thread ended', cause);
      reject(error);
      events.ended(error);
    };
    worker.on('error', end);
    worker.on('exit', () => end());
    worker.on('message', (answer: Answer<R>) => {
      if ('unusable' in answer) {
        ended = true;
        reject(errorOf(answer.unusable, data));
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
