import { Histogram, type Registry } from 'prom-client';

const SAMPLE_INTERVAL_MS = 20;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Measures how late the event loop runs its timers. Anything that is due waits that long for the work before it. Sampling ends when the
 * registry is garbage-collected, and does not keep the process alive.
 */
export function observeEventLoop(registry: Registry): void {
  const delays = new Histogram({
    name: 'memex_event_loop_delay_seconds',
    help: 'Delay of the event loop: how late it ran a timer, sampled 50 times a second.',
    buckets: SECONDS,
    registers: [registry],
  });
  sample(new WeakRef(delays));
}

/** The registry owns the histogram: sampling ends when the registry is garbage-collected. */
function sample(delays: WeakRef<Histogram>): void {
  let due = performance.now() + SAMPLE_INTERVAL_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    const histogram = delays.deref();
    if (histogram === undefined) clearInterval(timer);
    // Node rounds timers to whole milliseconds: one may fire up to 1 ms early.
    else histogram.observe(Math.max(0, now - due) / 1_000);
    due = now + SAMPLE_INTERVAL_MS;
  }, SAMPLE_INTERVAL_MS);
  timer.unref();
}
