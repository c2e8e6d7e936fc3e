/** Where a thread begins: it opens the file, and then answers lists of requests, until it is sent `null`. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { OpenDriver } from '../driver/driver.js';
import { loadDriver } from '../driver/open-driver.js';
import type { Connection } from '../schema/connection.js';
import { openToRead, openToWrite } from '../schema/open.js';
import { JOBS } from '../schema/schemas.js';
import { failureOf } from './failure.js';
import type { Answer, Outcome, ThreadData } from './protocol.js';

type Open = (openDriver: OpenDriver, file: string) => Connection;

/** Makes what yields the outcomes of requests in their order, some at a time. */
type CreateServer<Q, R> = (
  connection: Connection,
) => (requests: readonly Q[]) => Iterable<readonly Outcome<R>[]>;

const { role, file }: ThreadData = workerData;
if (parentPort === null) throw new Error('this module is the beginning of a thread');
// Each loads what it needs: only the measuring thread needs the core, which takes long to load.
switch (role) {
  case 'writer':
    await run(parentPort, openToWrite, (await import('../write/writer.js')).createWriter);
    break;
  case 'reader':
    await run(parentPort, openToRead, (await import('../read/reader.js')).createReader);
    break;
  case 'measurer':
    await run(parentPort, openToRead, (await import('../measure/measurer.js')).createMeasurer);
    break;
  case 'jobs':
    await run(
      parentPort,
      (openDriver, path) => openToWrite(openDriver, path, JOBS),
      (await import('../jobs/server.js')).createJobServer,
    );
}

async function run<Q, R>(port: MessagePort, open: Open, createServer: CreateServer<Q, R>): Promise<void> {
  const answer = (message: Answer<R>): void => port.postMessage(message);
  try {
    const connection = open(await loadDriver(), file);
    const serve = createServer(connection);
    port.on('message', (first: readonly Q[] | null) => {
      const lists = [first, ...arrived<Q>(port)];
      const requests = lists.flatMap((list) => list ?? []);
      if (requests.length > 0) for (const outcomes of serve(requests)) answer(outcomes);
      if (!lists.includes(null)) return;
      port.close();
      connection.close();
    });
    answer({ ready: true });
  } catch (error) {
    answer({ unusable: failureOf(error) });
  }
}

/** What came while the thread worked: to be served together costs less. */
function* arrived<Q>(port: MessagePort): Generator<readonly Q[] | null> {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    yield next.message;
  }
}
