import type { Client } from '@elastic/elasticsearch';
import type { Writer } from '../write/operation.js';

/** What a call works with between start and stop. */
export interface Session {
  readonly client: Client;
  readonly writer: Writer;
}
