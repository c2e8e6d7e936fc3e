import { stringifyJson } from '@memex/core/toolkit';

/** What a request is answered with: plain data, so that handlers can be read and tested without HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: Body;
  /** The content type; JSON where absent. */
  readonly type?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A text; texts that are sent one after the other, and never joined; or a file. */
export type Body = string | readonly string[] | FileBody;

export interface FileBody {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

export function isFile(body: Body): body is FileBody {
  return typeof body === 'object' && 'path' in body;
}

/** An answer that is one text. */
export interface TextAnswer extends Answer {
  readonly body: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A value as JSON. */
export function valueAnswer(value: unknown): TextAnswer {
  return { status: 200, body: stringifyJson(value) };
}

/** The answer to something done: `{…fields, "status": "Ok: messages deleted", "code": 200}`. */
export function statusAnswer(
  code: number,
  status: string,
  fields: Readonly<Record<string, unknown>> = {},
): TextAnswer {
  return { status: code, body: JSON.stringify({ ...fields, status, code }) };
}
