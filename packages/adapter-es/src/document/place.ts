/** Where a document is. */
export interface Place {
  readonly index: string;
  readonly id: string;
}

/** The version of a document that a write relies on. */
export interface Version {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** Where a document is, and in which version. */
export interface Located {
  readonly place: Place;
  readonly version: Version;
}
