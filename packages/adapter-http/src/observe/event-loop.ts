import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const QUANTILES = [0.5, 0.9, 0.99, 1];
const NANOS_PER_SECOND = 1e9;

/** Tells how late the event loop was since the metrics were last read. It is not watched before they are read for the first time. */
export function observeEventLoop(registry: Registry): void {
  let delays: IntervalHistogram | undefined;
  new Gauge({
    name: 'memex_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last reading, by quantile.',
    labelNames: ['quantile'],
    registers: [registry],
    collect(): void {
      if (delays === undefined) {
        delays = monitorEventLoopDelay();
        delays.enable();
      }
      for (const quantile of QUANTILES) {
        const nanos = delays.percentile(quantile * 100);
        this.set({ quantile }, nanos / NANOS_PER_SECOND);
      }
      delays.reset();
    },
  });
}
