import type { ExactNumber } from './exact-number.js';

/** What JSON can say, with numbers that a double would round kept exactly. */
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
