/** Where a thread begins: it opens the file, and then answers lists of requests, until it is sent `null`. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { OpenDriver } from './driver/driver.js';
import { loadDriver } from './driver/open-driver.js';
import { failureAtStart, failureOf, MOVED, Refusal } from './errors/failure.js';
import { attempt, type Outcome } from './errors/outcome.js';
import { FileWatch } from './files/file-watch.js';
import { type FileIdentity, identityAt, isSame } from './files/identity.js';
import type { Answer, ThreadData } from './protocol/protocol.js';
import type { Connection } from './schema/connection.js';
import { type DatabaseFile, openToRead, openToWrite } from './schema/open.js';
import { JOBS } from './schema/schemas.js';

type Open = (openDriver: OpenDriver, file: string) => Connection;

/** Makes what yields the outcomes of requests in their order, some at a time. */
type CreateServer<Q, R> = (
  connection: Connection,
  database: DatabaseFile,
) => (requests: readonly Q[]) => Iterable<readonly Outcome<R>[]>;

const { role, file, identity }: ThreadData = workerData;
if (parentPort === null) throw new Error('this module is the beginning of a thread');
// Each loads what it needs: only the measuring thread needs the core, which takes long to load.
switch (role) {
  case 'writer':
    await run(parentPort, openToWrite, (await import('./write/writer.js')).createWriter, watchingCommits);
    break;
  case 'reader':
    await run(parentPort, openToRead, (await import('./read/reader.js')).createReader, watchingReads);
    break;
  case 'measurer':
    await run(parentPort, openToRead, (await import('./measure/measurer.js')).createMeasurer, watchingReads);
    break;
  case 'jobs':
    await run(
      parentPort,
      (openDriver, path) => openToWrite(openDriver, path, JOBS),
      (await import('./jobs/server.js')).createJobServer,
      watchingCommits,
    );
}

/** Whether what was done may be answered: it was done with the files that are at their paths. */
type IsInPlace = (watch: FileWatch) => boolean;

function watchingCommits(watch: FileWatch): boolean {
  return watch.isInPlace();
}

function watchingReads(watch: FileWatch): boolean {
  return watch.wasInPlaceLately();
}

async function run<Q, R>(
  port: MessagePort,
  open: Open,
  createServer: CreateServer<Q, R>,
  isInPlace: IsInPlace,
): Promise<void> {
  const answer = (message: Answer<R>): void => port.postMessage(message);
  try {
    const openDriver = await loadDriver();
    const { connection, watch, opened } = openAt(open, openDriver);
    const serve = createServer(connection, { file, openDriver });
    port.on('message', (first: readonly Q[] | null) => {
      const lists = [first, ...arrived<Q>(port)];
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

/** @throws Refusal where the file is another one than before: it is not made again. */
function openAt(open: Open, openDriver: OpenDriver) {
  if (identity !== undefined) refuseOther(identityAt(file));
  const connection = open(openDriver, file);
  const watch = new FileWatch(file);
  const opened = watch.identity;
  try {
    refuseOther(opened);
    if (opened === undefined) throw new Refusal(MOVED);
  } catch (error) {
    connection.close();
    throw error;
  }
  return { connection, watch, opened };
}

function refuseOther(found: FileIdentity | undefined): void {
  if (identity !== undefined && !isSame(found, identity)) throw new Refusal(MOVED);
}

function onlyIf<R>(
  isInPlace: IsInPlace,
  watch: FileWatch,
  outcomes: readonly Outcome<R>[],
): readonly Outcome<R>[] {
  const look = attempt(() => {
    if (!isInPlace(watch)) throw new Refusal(MOVED);
  });
  return 'failure' in look ? outcomes.map(() => look) : outcomes;
}

/** What came while the thread worked: to be served together costs less. */
function* arrived<Q>(port: MessagePort): Generator<readonly Q[] | null> {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    yield next.message;
  }
}
