import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { SharedWork, TaskKind } from '../protocol/columns.js';
import type { WorkerSettings } from '../protocol/worker.js';

/** Starting a thread takes as long as reading about so many rows. */
const WORTH_ROWS = 50_000;

/** Each has a connection with its cache, which takes some 30 MB. */
const MAX_THREADS = 3;

/** For how long threads are kept that have nothing to do: one question is often followed by others. */
const IDLE_MS = 5_000;

/**
 * Threads that help to read columns: as many as there are processors besides the one of the thread that asks. It is blocked meanwhile, so
 * nothing here waits for an event.
 */
export class ReaderThreads {
  private threads: readonly Worker[] = [];
  private resting: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: Omit<WorkerSettings<'columns'>, 'role'>,
    private readonly most = Math.min(MAX_THREADS, availableParallelism() - 1),
    private readonly worthRows = WORTH_ROWS,
  ) {}

  /** Gives work to the threads, if it is enough. Returns where they deliver. */
  share<K extends TaskKind>(
    kind: K,
    work: Omit<SharedWork<K>, 'port'>,
    rows: number,
  ): readonly MessagePort[] {
    if (rows < this.worthRows || work.tasks.length < 2 || this.most < 1) return [];
    clearTimeout(this.resting);
    if (this.threads.length === 0) this.threads = Array.from({ length: this.most }, () => this.startThread());
    return this.threads.map((thread) => {
      const { port1, port2 } = new MessageChannel();
      const request: { readonly op: K } & SharedWork<K> = { op: kind, ...work, port: port2 };
      thread.postMessage([request], [port2]);
      return port1;
    });
  }

  /** Ends the threads unless they are needed again soon. */
  rest(): void {
    clearTimeout(this.resting);
    if (this.threads.length > 0) this.resting = setTimeout(() => this.end(), IDLE_MS).unref();
  }

  /** Ends the threads. The thread that asks does not end before them. */
  end(): void {
    clearTimeout(this.resting);
    for (const thread of this.threads) {
      thread.postMessage(null);
      thread.ref();
    }
    this.threads = [];
  }

  private startThread(): Worker {
    const settings: WorkerSettings<'columns'> = { ...this.settings, role: 'columns' };
    const thread = new Worker(new URL('../worker.js', import.meta.url), {
      workerData: settings,
      // Node warns on stderr that its SQLite is experimental.
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    // Whatever ends it, the work is done without it.
    const forget = (): void => {
      this.threads = this.threads.filter((one) => one !== thread);
    };
    thread.on('error', forget).on('exit', forget).unref();
    return thread;
  }
}
