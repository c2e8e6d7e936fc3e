import type { Analysis } from '@memex/core/ports';
import type { Lane } from '../client/worker-client.js';
import type {
  MeasureRequest,
  ReadRequest,
  ReadResult,
  WriteRequest,
  WriteResult,
} from '../protocol/protocol.js';

/** The threads of a store. Look-ups of single entries wait neither behind pages, which may take long, nor those behind analyses, which take longest. */
export interface Lanes {
  readonly write: Lane<WriteRequest, WriteResult>;
  readonly find: Lane<ReadRequest, ReadResult>;
  readonly page: Lane<ReadRequest, ReadResult>;
  readonly measure: Lane<MeasureRequest, readonly Analysis[]>;
}

/** What a request takes in the queue beside its texts, in characters. */
export const REQUEST_WEIGHT = 500;
