/** One running server, as tests treat it: badly. */
export interface ServerNode {
  readonly url: string;
  /** Its process. Absent where it runs in a container. */
  readonly pid?: number;
  /** Ends it at once, as a power cut does. Its data stays. */
  kill(): Promise<void>;
  /** Stops it from running without ending it: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  /** Lets a frozen one run on. */
  resume(): Promise<void>;
  /** Starts an ended one again on its data, at the same address; resolves once it answers. */
  restart(): Promise<void>;
}

/** Servers that work together; one alone is a cluster of one. */
export interface Cluster {
  readonly nodes: readonly ServerNode[];
  /** Ends all of them and removes their data. */
  stop(): Promise<void>;
}

/** Why a server cannot be had here. */
export interface Missing {
  readonly missing: string;
}
