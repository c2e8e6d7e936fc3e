/** The location of a document. */
export interface Place {
  readonly index: string;
  readonly id: string;
}

/** The version of a document, for conditional writes. */
export interface Version {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** The location and version of a document. */
export interface Located {
  readonly place: Place;
  readonly version: Version;
}
