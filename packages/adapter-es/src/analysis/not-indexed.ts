/** Thrown where a measure cannot be answered from what is indexed: it is answered by reading the messages then. */
export class NotIndexedError extends Error {}
