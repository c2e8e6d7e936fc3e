import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { identifier, number, text } from '../codec/leaf.js';
import { optional, record, required } from '../codec/record.js';
import type { CallOptions } from '../port/call.js';
import type { SecondsRange } from './seconds.js';

/** An application of the platform. `createdAt` and `updatedAt` are in seconds since the epoch. */
export const App = record('App', {
  id: required(identifier),
  name: optional(text),
  status: optional(number),
  ownerId: optional(number),
  image_url: optional(text),
  createdAt: optional(number),
  updatedAt: optional(number),
  metadata: optional(freeForm),
  messageCallbackUrl: optional(text),
});
export type App = t.TypeOf<typeof App>;

/** The hub: the applications of the platform and their users. See {@link Platform} for errors. */
export interface Hub {
  /** The ids of those who became users of an application in a time range, each once. */
  users(appId: string, range: SecondsRange, options?: CallOptions): Promise<readonly string[]>;
  /** @throws NotFoundError */
  app(appId: string, options?: CallOptions): Promise<App>;
}
