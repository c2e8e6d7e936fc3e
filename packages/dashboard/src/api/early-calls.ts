import type { SentCall } from './send.js';

/** A call that the page makes first of all, as its server foresees it. */
export type EarlyCall = Pick<SentCall, 'path' | 'method' | 'headers' | 'body'>;

/** The answers to calls that were sent early, by what they ask. */
export type EarlyAnswers = Map<string, Promise<Response>>;

/** Where the script that sends them leaves the answers for the page, which is another script. Of no name that others may use. */
const PLACE = Symbol.for('@memex/dashboard/early-answers');

/** Sends calls before who needs them has been loaded. If that is there already, it asks for itself. */
export function sendEarly(calls: readonly EarlyCall[], send: (call: EarlyCall) => Promise<Response>): void {
  if (answersAt(globalThis) !== undefined) return;
  const answers: EarlyAnswers = new Map();
  Reflect.set(globalThis, PLACE, answers);
  for (const call of calls) {
    const answer = send(call);
    // Who takes it is told; perhaps nobody does.
    answer.catch(() => undefined);
    answers.set(nameOf(call), answer);
  }
}

/** The answer to a call that was sent early; `undefined` if it was not. An answer is taken once. */
export function takeEarly(call: EarlyCall): Promise<Response> | undefined {
  const answers = answersAt(globalThis);
  if (answers === undefined) Reflect.set(globalThis, PLACE, new Map());
  const name = nameOf(call);
  const answer = answers?.get(name);
  answers?.delete(name);
  return answer;
}

function answersAt(place: object): EarlyAnswers | undefined {
  const found: unknown = Reflect.get(place, PLACE);
  return found instanceof Map ? found : undefined;
}

function nameOf({ method, path, body }: EarlyCall): string {
  return `${method} ${path} ${body ?? ''}`;
}
