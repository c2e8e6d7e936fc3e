import { get, type IncomingMessage } from 'node:http';
import { SAMPLE_PROJECT } from './samples.js';

/** A stream that is read. */
export interface WatchedProject {
  /** The numbers of messages that it has told. */
  readonly counts: () => readonly number[];
  /** Whether it ended in good order; settles at its end. */
  readonly isWhole: Promise<boolean>;
}

/** Reads the live stream of the sample project. */
export function watchProject(url: string): Promise<WatchedProject> {
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
