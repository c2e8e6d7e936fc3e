/** What a client is about. */
export interface ClientState {
  /** `waiting`: the server cannot be reached or cannot take anything, and is tried again at `retryAt`. */
  readonly status: 'idle' | 'sending' | 'waiting' | 'closed';
  /** What is in the buffer, dead letters included, in bytes. */
  readonly bytes: number;
  /** Why it waits. */
  readonly error?: unknown;
  readonly retryAt?: Date;
}

/** Keeps the state of a client, and tells of every change of its status and of every wait. */
export interface StateKeeper {
  now(): ClientState;
  waits(error: unknown, until: number): void;
  /** The server has answered, or something was added. @param left - Whether there is something to send. */
  moved(left: boolean): void;
  closed(): void;
}

type Wait = { readonly error: unknown; readonly retryAt: Date };

export function createStateKeeper(bytes: () => number, tell: (state: ClientState) => void): StateKeeper {
  let status: ClientState['status'] = 'idle';
  let wait: Wait | undefined;
  const now = (): ClientState =>
    wait === undefined ? { status, bytes: bytes() } : { status, bytes: bytes(), ...wait };
  const become = (next: ClientState['status'], nextWait?: Wait): void => {
    if (status === 'closed' || (status === next && nextWait === undefined)) return;
    status = next;
    wait = nextWait;
    tell(now());
  };
  return {
    now,
    waits: (error, until) => become('waiting', { error, retryAt: new Date(until) }),
    moved: (left) => become(left ? 'sending' : 'idle'),
    closed: () => become('closed'),
  };
}
