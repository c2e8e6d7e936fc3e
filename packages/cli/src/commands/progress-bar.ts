import { progressLine } from '../terminal/progress-line.js';

/** Shows the progress of long work: on a terminal a bar that is redrawn, elsewhere a line from time to time. */
export interface ProgressBar {
  update(what: string, done: number, total: number): void;
  /** Ends the bar, so that the next output starts on a new line. */
  end(): void;
}

const REDRAW_INTERVAL_MS = 100;
const LINE_INTERVAL_MS = 5_000;

export function createProgressBar(stream: NodeJS.WriteStream): ProgressBar {
  const began = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = '';
  const show = (line: string): void => {
    shown = line;
    shownAt = performance.now();
    stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return {
    update(what, done, total) {
      const now = performance.now();
      const isDue = now - shownAt > (stream.isTTY ? REDRAW_INTERVAL_MS : LINE_INTERVAL_MS);
      if (!isDue && (done < total || shown.startsWith(`${what} `))) return;
      show(progressLine({ what, done, total, elapsedMs: now - began }, true));
    },
    end() {
      if (stream.isTTY && shown !== '') stream.write('\n');
      shown = '';
    },
  };
}
