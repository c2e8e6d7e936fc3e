import { progressLine } from '../terminal/progress-line.js';

/** Shows how far long work has come, on stderr: a bar that is drawn again on a terminal, plain lines now and then elsewhere. */
export interface ProgressBar {
  update(what: string, done: number, total: number): void;
  /** Ends the bar, so that what follows has a line of its own. */
  end(): void;
}

const REDRAW_MS = 100;
const LINE_MS = 5_000;

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
      const isDue = now - shownAt > (stream.isTTY ? REDRAW_MS : LINE_MS);
      if (!isDue && (done < total || shown.startsWith(`${what} `))) return;
      show(progressLine({ what, done, total, elapsedMs: now - began }, true));
    },
    end() {
      if (stream.isTTY && shown !== '') stream.write('\n');
      shown = '';
    },
  };
}
