/** One write: the lines of it in the body of `_bulk`. */
export interface Operation {
  readonly action: string;
  readonly document?: string | undefined;
}

/** What became of one write. */
export interface Result {
  /** As of HTTP: 201 stored, 409 already there or changed meanwhile, 404 not there, 400 refused. */
  readonly status: number;
  readonly reason?: string | undefined;
}

/** The version of a document that a write relies on. */
export interface Version {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** Where a document is. */
export interface Place {
  readonly index: string;
  readonly id: string;
}

/** Stores a document unless there is one with this id. */
export function create({ index, id }: Place, document: string): Operation {
  return { action: JSON.stringify({ create: { _index: index, _id: id } }), document };
}

/** Stores a document in the place of whatever is there. */
export function put({ index, id }: Place, document: string): Operation {
  return { action: JSON.stringify({ index: { _index: index, _id: id } }), document };
}

/** Stores a document in the place of one that did not change meanwhile. */
export function replace({ index, id }: Place, version: Version, document: string): Operation {
  return { action: JSON.stringify({ index: { _index: index, _id: id, ...condition(version) } }), document };
}

/** Deletes a document that did not change meanwhile. */
export function remove({ index, id }: Place, version: Version): Operation {
  return { action: JSON.stringify({ delete: { _index: index, _id: id, ...condition(version) } }) };
}

function condition({ seqNo, primaryTerm }: Version) {
  return { if_seq_no: seqNo, if_primary_term: primaryTerm };
}
