import { stringifyJson } from '@memex/core/toolkit';
import type { EventsBody } from './events.js';

/** A response as plain data, so that handlers can be tested without HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
  /** The content type; JSON by default. */
  readonly type?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A text; several texts, which are sent one after the other without joining them; a file; bytes that are made on the way; or events. */
export type AnswerBody = string | readonly string[] | FileBody | BytesBody | EventsBody;

export interface FileBody {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** Bytes that are made while the client reads them. If that fails, the response is cut off. */
export interface BytesBody {
  readonly bytes: AsyncIterable<Uint8Array>;
}

export function isBytes(body: AnswerBody): body is BytesBody {
  return typeof body === 'object' && 'bytes' in body;
}

export function isEvents(body: AnswerBody): body is EventsBody {
  return typeof body === 'object' && 'follow' in body;
}

export function isFile(body: AnswerBody): body is FileBody {
  return typeof body === 'object' && 'path' in body;
}

/** A response with a single text. */
export interface TextAnswer extends Answer {
  readonly body: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A response with a value as JSON. */
export function valueAnswer(value: unknown): TextAnswer {
  return { status: 200, body: stringifyJson(value) };
}

/** The response to a completed action: `{…fields, "status": "Ok: messages deleted", "code": 200}`. */
export function statusAnswer(
  code: number,
  status: string,
  fields: Readonly<Record<string, unknown>> = {},
): TextAnswer {
  return { status: code, body: JSON.stringify({ ...fields, status, code }) };
}
