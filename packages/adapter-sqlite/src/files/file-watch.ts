import { type FileIdentity, identityAt, isSame } from './identity.js';

/** How long a check of the files stays valid for reads. */
const FRESH_MS = 250;

interface Watched {
  readonly path: string;
  /** `undefined` until the file exists. */
  identity: FileIdentity | undefined;
}

/**
 * Checks that the files a connection has open are still at their paths. SQLite does not notice when a folder is deleted, renamed or
 * replaced: it keeps using files that nobody will find again.
 */
export class FileWatch {
  private readonly database: Watched;
  private readonly log: Watched;
  private readonly index: Watched;
  private looked = performance.now();

  /** Create it while the connection is open. */
  constructor(file: string) {
    this.database = watched(file);
    this.log = watched(`${file}-wal`);
    this.index = watched(`${file}-shm`);
  }

  get identity(): FileIdentity | undefined {
    return this.database.identity;
  }

  /** Ask before a commit is acknowledged. The log's index is checked less often: it holds no writes, and other processes rebuild it. */
  isInPlace(): boolean {
    const isFresh = performance.now() - this.looked < FRESH_MS;
    return isUnmoved(this.database) && isUnmoved(this.log) && (isFresh || this.isIndexInPlace());
  }

  /** Ask before a result of reading is returned. */
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
