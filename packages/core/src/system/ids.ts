import { uuidv7 } from 'uuidv7';
import type { IdSource } from '../entry/trace-id.js';

/** UUIDs of version 7 (RFC 9562): unique without coordination, and rising within a process. */
export const uuidSource: IdSource = { next: uuidv7 };
