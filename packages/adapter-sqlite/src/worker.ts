/** The entry point of a worker thread. It opens the file and then handles lists of requests, until it receives `null`. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { OpenDriver } from './driver/driver.js';
import { loadDriver } from './driver/open-driver.js';
import { failureAtStart, failureOf, MOVED, RequestError } from './errors/failure.js';
import { attempt, type RequestOutcome } from './errors/outcome.js';
import { FileWatch } from './files/file-watch.js';
import { type FileIdentity, identityAt, isSame } from './files/identity.js';
import type { Answer, Role, Serve, WorkerRequest, WorkerSettings } from './protocol/worker.js';
import type { Connection } from './schema/connection.js';
import { type DatabaseFile, openToRead, openToWrite } from './schema/open.js';
import { JOBS } from './schema/schemas.js';

type Open = (openDriver: OpenDriver, file: string) => Connection;

type CreateServer<R extends Role> = (
  connection: Connection,
  database: DatabaseFile,
  opened: FileIdentity,
) => Serve<R>;

const { role, file, identity, columnBytes = 0 }: WorkerSettings = workerData;
if (parentPort === null) throw new Error('this module runs in a worker thread only');
// Each role loads only what it needs. Only the measurer needs the core, which is slow to load.
switch (role) {
  case 'writer':
    await run<'writer'>(
      parentPort,
      openToWrite,
      (await import('./write/writer.js')).createWriter,
      watchingCommits,
    );
    break;
  case 'reader':
    await run<'reader'>(
      parentPort,
      openToRead,
      (await import('./read/reader.js')).createReader,
      watchingReads,
    );
    break;
  case 'measurer': {
    const { createMeasurer } = await import('./measure/measurer.js');
    const { ReaderThreads } = await import('./columns/reader-threads.js');
    const port = parentPort;
    await run<'measurer'>(
      port,
      openToRead,
      (connection, _, opened) => {
        const threads = new ReaderThreads({ file, identity: opened });
        port.once('close', () => threads.end());
        return createMeasurer(connection, columnBytes, threads);
      },
      watchingReads,
    );
    break;
  }
  case 'columns':
    await run<'columns'>(
      parentPort,
      openToRead,
      (await import('./columns/column-reader.js')).createColumnReader,
      watchingReads,
    );
    break;
  case 'jobs':
    await run<'jobs'>(
      parentPort,
      (openDriver, path) => openToWrite(openDriver, path, JOBS),
      (await import('./jobs/server.js')).createJobServer,
      watchingCommits,
    );
}

/** Whether outcomes may be posted: the connection still has the files that are at their paths. */
type IsInPlace = (watch: FileWatch) => boolean;

function watchingCommits(watch: FileWatch): boolean {
  return watch.isInPlace();
}

function watchingReads(watch: FileWatch): boolean {
  return watch.wasInPlaceLately();
}

async function run<R extends Role>(
  port: MessagePort,
  open: Open,
  createServer: CreateServer<R>,
  isInPlace: IsInPlace,
): Promise<void> {
  const answer = (message: Answer): void => port.postMessage(message);
  try {
    const openDriver = await loadDriver();
    const { connection, watch, opened } = openAt(open, openDriver);
    const serve = createServer(connection, { file, openDriver }, opened);
    port.on('message', (first: readonly WorkerRequest<R>[] | null) => {
      const lists = [first, ...arrived<WorkerRequest<R>>(port)];
      const requests = lists.flatMap((list) => list ?? []);
      if (requests.length > 0) {
        for (const outcomes of serve(requests)) answer(onlyIf(isInPlace, watch, outcomes));
      }
      if (!lists.includes(null)) return;
      port.close();
      connection.close();
    });
    answer({ ready: opened });
  } catch (error) {
    answer({ unusable: identity === undefined ? failureAtStart(error) : failureOf(error) });
  }
}

/** @throws RequestError if another file has taken the place of the first one. A missing file is not created again. */
function openAt(open: Open, openDriver: OpenDriver) {
  if (identity !== undefined) refuseOther(identityAt(file));
  const connection = open(openDriver, file);
  const watch = new FileWatch(file);
  const opened = watch.identity;
  try {
    refuseOther(opened);
    if (opened === undefined) throw new RequestError(MOVED);
  } catch (error) {
    connection.close();
    throw error;
  }
  return { connection, watch, opened };
}

function refuseOther(found: FileIdentity | undefined): void {
  if (identity !== undefined && !isSame(found, identity)) throw new RequestError(MOVED);
}

function onlyIf(
  isInPlace: IsInPlace,
  watch: FileWatch,
  outcomes: readonly RequestOutcome<unknown>[],
): readonly RequestOutcome<unknown>[] {
  const look = attempt(() => {
    if (!isInPlace(watch)) throw new RequestError(MOVED);
  });
  return 'failure' in look ? outcomes.map(() => look) : outcomes;
}

/** Lists that arrived while the thread was busy. Handling them together is cheaper. */
function* arrived<Request>(port: MessagePort): Generator<readonly Request[] | null> {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    yield next.message;
  }
}
