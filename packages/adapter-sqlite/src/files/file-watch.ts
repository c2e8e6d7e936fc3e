import { type FileIdentity, identityAt, isSame } from './identity.js';

/** For how long a look at the files counts where nothing was written, in milliseconds. */
const FRESH_MS = 250;

interface Watched {
  readonly path: string;
  /** `undefined` until it is there. */
  identity: FileIdentity | undefined;
}

/**
 * Tells whether the files that a connection has open are still those of their paths. A folder that is deleted, renamed or replaced goes
 * unnoticed by SQLite: it goes on with files that nobody will find again.
 */
export class FileWatch {
  private readonly database: Watched;
  private readonly log: Watched;
  private readonly index: Watched;
  private looked = performance.now();

  /** To be made while the connection is open. */
  constructor(file: string) {
    this.database = watched(file);
    this.log = watched(`${file}-wal`);
    this.index = watched(`${file}-shm`);
  }

  get identity(): FileIdentity | undefined {
    return this.database.identity;
  }

  /** To be asked before a commit is acknowledged. Other processes find the index of the log or make one: no write is in it. */
  isInPlace(): boolean {
    const isFresh = performance.now() - this.looked < FRESH_MS;
    return isUnmoved(this.database) && isUnmoved(this.log) && (isFresh || this.isIndexInPlace());
  }

  /** To be asked before what was read is answered. */
  wasInPlaceLately(): boolean {
    return performance.now() - this.looked < FRESH_MS || this.isInPlace();
  }

  private isIndexInPlace(): boolean {
    if (!isUnmoved(this.index)) return false;
    this.looked = performance.now();
    return true;
  }
}

function watched(path: string): Watched {
  return { path, identity: identityAt(path) };
}

function isUnmoved(one: Watched): boolean {
  const now = identityAt(one.path);
  one.identity ??= now;
  return isSame(now, one.identity);
}
