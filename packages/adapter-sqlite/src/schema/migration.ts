import type { Connection } from './connection.js';

/** One step of a schema; it runs within a transaction. */
export type Migration = (connection: Connection) => void;
