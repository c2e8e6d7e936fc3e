import { Histogram, type Registry } from 'prom-client';

const SAMPLE_INTERVAL_MS = 20;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Measures how late the event loop runs its timers: what anything that becomes due waits for the work before it. It counts for as long
 * as the registry is held, whoever reads it and however often, and keeps no process alive.
 */
export function observeEventLoop(registry: Registry): void {
  const delays = new Histogram({
    name: 'memex_event_loop_delay_seconds',
    help: 'How late the event loop ran a timer, sampled 50 times a second.',
    buckets: SECONDS,
    registers: [registry],
  });
  sample(new WeakRef(delays));
}

/** The histogram is the registry's: once nobody holds that, sampling ends. */
function sample(delays: WeakRef<Histogram>): void {
  let due = performance.now() + SAMPLE_INTERVAL_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    const histogram = delays.deref();
    if (histogram === undefined) clearInterval(timer);
    // Node keeps whole milliseconds: a timer may come up to one early.
    else histogram.observe(Math.max(0, now - due) / 1_000);
    due = now + SAMPLE_INTERVAL_MS;
  }, SAMPLE_INTERVAL_MS);
  timer.unref();
}
