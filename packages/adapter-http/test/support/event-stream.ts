import { type IncomingHttpHeaders, request } from 'node:http';
import { expect, onTestFinished } from 'vitest';

/** A stream of events that a test reads until it ends or the test leaves. */
export interface EventReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The events so far, such as `messages {"messages":1}`. */
  events(): readonly string[];
  /** All that came so far. */
  text(): string;
  /** Whether it ended in good order, once it has ended. */
  readonly isWhole: Promise<boolean>;
  leave(): void;
}

export function openEvents(
  { url }: { readonly url: string },
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(target, url), { headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += String(part);
      });
      const isWhole = new Promise<boolean>((done) => {
        response.on('close', () => done(response.complete));
        response.on('error', () => done(false));
      });
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events: () =>
          [...text.matchAll(/^event: (.*)\ndata: (.*)\n$/gm)].map(([, ...parts]) => parts.join(' ')),
        text: () => text,
        isWhole,
        leave: () => call.destroy(),
      });
    });
    onTestFinished(() => void call.destroy());
    call.on('error', reject);
    call.end();
  });
}

/** Waits until a reader has got exactly these events. */
export async function expectEvents(reader: EventReader, events: readonly string[]): Promise<void> {
  await expect.poll(reader.events, { timeout: 10_000 }).toEqual(events);
}
