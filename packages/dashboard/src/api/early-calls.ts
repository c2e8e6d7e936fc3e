import type { SentCall } from './send.js';

/** A call that the page makes first of all, as its server foresees it. */
export type EarlyCall = Pick<SentCall, 'path' | 'method' | 'headers' | 'body'>;

const answers = new Map<string, Promise<Response>>();
/** Whether who needs them asks for itself by now. */
let isLate = false;

/** Sends calls before who needs them has been loaded. */
export function sendEarly(calls: readonly EarlyCall[], send: (call: EarlyCall) => Promise<Response>): void {
  if (isLate) return;
  for (const call of calls) {
    const answer = send(call);
    // Who takes it is told; perhaps nobody does.
    answer.catch(() => undefined);
    answers.set(nameOf(call), answer);
  }
}

/** The answer to a call that was sent early; `undefined` if it was not. An answer is taken once. */
export function takeEarly(call: EarlyCall): Promise<Response> | undefined {
  isLate = true;
  const name = nameOf(call);
  const answer = answers.get(name);
  answers.delete(name);
  return answer;
}

function nameOf({ method, path, body }: EarlyCall): string {
  return `${method} ${path} ${body ?? ''}`;
}
