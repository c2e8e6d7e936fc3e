/** What takes the lines of a log. */
export interface LogLines {
  write(line: string): void;
  /** Writes what waits: the process is about to end. */
  flushSync(): void;
}
