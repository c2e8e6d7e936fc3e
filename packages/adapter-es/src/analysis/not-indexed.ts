/** Thrown when a measure cannot be answered from what is indexed. The messages are read instead. */
export class NotIndexedError extends Error {}
