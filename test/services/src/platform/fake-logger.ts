import { type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';

/** Answers the calls below `/logger`. */
export type FakeLogger = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/** A Memex that is running elsewhere. */
export function relayTo(url: string): FakeLogger {
  return (incoming, outgoing, path) => {
    const { method = 'GET', headers } = incoming;
    const onward = startRequest(new URL(path, url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
}
