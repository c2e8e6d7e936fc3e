import { decode, instantOf, Message, stringifyJson, uuidSource } from '@memex/core';
import { createSamples, type SampleOptions } from '../../../src/samples.js';

/** The documents that Memex makes of sample messages, under ids of its kind. They are ready to be sent. */
export function createDocuments(options?: SampleOptions): (count: number) => readonly IdentifiedDocument[] {
  const make = createSamples(options);
  return (count) =>
    make(count)
      .map((message) => decode(Message, message))
      .map((message) => {
        const id = uuidSource.next();
        const own = `{"memex":{"at":${instantOf(message.timestamp)},"id":"${id}"},`;
        return { id, text: own + stringifyJson(message).slice(1) };
      });
}

export interface IdentifiedDocument {
  readonly id: string;
  readonly text: string;
}
