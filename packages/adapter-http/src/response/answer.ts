import { stringifyJson } from '@memex/core';

/** What a request is answered with: plain data, so that handlers can be read and tested without HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  /** The content type; JSON where absent. */
  readonly type?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A value as JSON. */
export function valueAnswer(value: unknown): Answer {
  return { status: 200, body: stringifyJson(value) };
}

/** The answer to something done: `{…fields, "status": "Ok: messages deleted", "code": 200}`. */
export function statusAnswer(
  code: number,
  status: string,
  fields: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status: code, body: JSON.stringify({ ...fields, status, code }) };
}
