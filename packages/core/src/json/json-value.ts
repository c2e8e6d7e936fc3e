import type { ExactNumber } from './exact-number.js';

/** A JSON value. Numbers that a double would round are exact. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | ExactNumber
  | string
  | readonly JsonValue[]
  | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
