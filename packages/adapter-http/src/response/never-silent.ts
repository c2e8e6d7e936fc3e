/** How many bytes are kept back. At one in eight seconds, they last for 17 minutes. */
const KEPT_BYTES = 128;

export interface NeverSilentOptions {
  /** How long nothing may be sent, in milliseconds. */
  readonly silenceMs: number;
  /** What the bytes begin with, and what is known before the first of them is. */
  readonly opening?: Uint8Array | undefined;
  /** What may be sent, any number of times, before the bytes begin. */
  readonly filler?: string | undefined;
}

/**
 * The same bytes, of which the last few are always kept back: while no others come, they go out one by one. So a reader always gets something
 * before it, or a proxy, takes the connection for dead, and what it gets is the same file.
 */
export async function* neverSilent(
  bytes: AsyncGenerator<Uint8Array, void>,
  { silenceMs, opening = new Uint8Array(), filler }: NeverSilentOptions,
): AsyncGenerator<Uint8Array, void> {
  let kept: Uint8Array = opening;
  try {
    for (;;) {
      const next = bytes.next();
      next.catch(() => undefined); // Awaited below, maybe only after the client has read a byte.
      for (;;) {
        const result = await within(next, silenceMs);
        if (result === SILENCE) {
          if (kept.length > 0) yield kept.subarray(0, 1);
          else if (filler !== undefined) yield Buffer.from(filler);
          kept = kept.subarray(1);
          continue;
        }
        if (result.done === true) {
          if (kept.length > 0) yield kept;
          return;
        }
        const known = kept.length === 0 ? result.value : Buffer.concat([kept, result.value]);
        const end = Math.max(0, known.length - KEPT_BYTES);
        // Copied, so that the rest can be freed.
        kept = known.slice(end);
        if (end > 0) yield known.subarray(0, end);
        break;
      }
    }
  } finally {
    await bytes.return();
  }
}

const SILENCE = Symbol('silence');

/** What a promise resolves to, unless it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | typeof SILENCE> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<typeof SILENCE>((resolve) => {
    timer = setTimeout(resolve, ms, SILENCE);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
