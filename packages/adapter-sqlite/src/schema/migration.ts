import type { Connection } from './connection.js';

/** One step of a schema. It runs within a transaction. */
export type Migration = (connection: Connection) => void;
