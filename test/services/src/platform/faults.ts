/** What goes wrong in calls whose path matches. */
export interface PlatformFault {
  readonly path: RegExp;
  /** Such as `GET`; any where absent. */
  readonly method?: string;
  /** How many calls; all where absent. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Breaks the connection instead of answering. */
  readonly hangUp?: true;
  /** Breaks the connection in the middle of the answer. */
  readonly cutOff?: true;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** So many calls are answered in so many milliseconds; what comes beyond is refused with 429 and these headers. */
export interface RateLimit {
  readonly calls: number;
  readonly millis: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Takes the next fault for a call, and counts it; undefined where nothing goes wrong. */
export function createFaultTaker(): (
  faults: readonly PlatformFault[],
  call: { readonly method?: string | undefined; readonly url?: string | undefined },
) => PlatformFault | undefined {
  const hits = new Map<PlatformFault, number>();
  return (faults, { method, url = '' }) => {
    const fault = faults.find(
      (one) =>
        one.path.test(url) &&
        (one.method ?? method) === method &&
        (hits.get(one) ?? 0) < (one.times ?? Number.POSITIVE_INFINITY),
    );
    if (fault !== undefined) hits.set(fault, (hits.get(fault) ?? 0) + 1);
    return fault;
  };
}

/** Whether a call that comes now is beyond the limit. */
export function createRateLimiter(): (limit: RateLimit | undefined) => boolean {
  let [began, count] = [0, 0];
  return (limit) => {
    if (limit === undefined) return false;
    const now = performance.now();
    if (now - began >= limit.millis) [began, count] = [now, 0];
    return ++count > limit.calls;
  };
}
