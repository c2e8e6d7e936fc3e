import { get, type IncomingMessage } from 'node:http';
import { createClient } from './client.js';
import { post } from './posting.js';
import { createSamples, SAMPLE_PROJECT } from './samples.js';
import { until } from './wait.js';

/** A stream that is read. */
export interface WatchedProject {
  /** The numbers of messages that it has told. */
  readonly counts: () => readonly number[];
  /** Whether it ended in good order; settles at its end. */
  readonly isWhole: Promise<boolean>;
}

/** Reads the live stream of the sample project. */
function watchProject(url: string): Promise<WatchedProject> {
  return new Promise((resolve, reject) => {
    const call = get(`${url}/live?project=${SAMPLE_PROJECT}`, (response: IncomingMessage) => {
      let text = '';
      response.on('data', (part) => {
        text += String(part);
      });
      const isWhole = new Promise<boolean>((done) => {
        response.once('close', () => done(response.complete));
      });
      resolve({
        counts: () => [...text.matchAll(/"messages":(\d+)/g)].map(([, count]) => Number(count)),
        isWhole,
      });
    });
    call.once('error', reject);
  });
}

/** Reads the stream of one server while another stores five messages of one user, and erases the user. */
export async function watchAnother(url: string, other: string): Promise<WatchedProject> {
  await using client = createClient(other);
  const watched = await watchProject(url);
  await until('the start', () => watched.counts().length === 1 || undefined);
  await post(client, createSamples({ users: 1 })(5));
  await until('what was written', () => watched.counts().at(-1) === 5 || undefined);
  await client.send({ method: 'DELETE', path: '/messages', query: { userId: 'user-0' } });
  await until('what was deleted', () => watched.counts().at(-1) === 0 || undefined);
  return watched;
}
