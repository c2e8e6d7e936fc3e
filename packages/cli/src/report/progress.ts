import type { ReportProgress, ReportStep } from '@memex/core/reports';
import { progressLine } from '../terminal/progress-line.js';

/** Shows the steps of a report until it ends. */
export interface ShownProgress extends ReportProgress {
  end(): void;
}

interface Step {
  readonly name: string;
  readonly total: number | undefined;
  readonly began: number;
  done: number;
  ended: number | undefined;
}

const REDRAW_INTERVAL_MS = 100;
const LINE_INTERVAL_MS = 5_000;

/** On a terminal, it redraws one line per step. Elsewhere, it prints a line for each running step from time to time. */
export function createReportProgress(stream: NodeJS.WriteStream): ShownProgress {
  const steps: Step[] = [];
  const show = stream.isTTY ? createDrawing(stream, steps) : () => writeLines(stream, steps);
  const timer = setInterval(show, stream.isTTY ? REDRAW_INTERVAL_MS : LINE_INTERVAL_MS);
  timer.unref();
  return {
    step(name, total): ReportStep {
      const step: Step = { name, total, began: performance.now(), done: 0, ended: undefined };
      steps.push(step);
      return {
        advance: (count = 1) => {
          step.done += count;
        },
        end: () => {
          step.ended ??= performance.now();
        },
      };
    },
    end() {
      clearInterval(timer);
      if (stream.isTTY) show();
    },
  };
}

function writeLines(stream: NodeJS.WriteStream, steps: readonly Step[]): void {
  for (const step of steps) if (step.ended === undefined) stream.write(`${lineOf(step, false)}\n`);
}

/** Redraws all lines in place. */
function createDrawing(stream: NodeJS.WriteStream, steps: readonly Step[]): () => void {
  let drawn = 0;
  return () => {
    const lines = steps.map((step) => `\u001b[K${lineOf(step, true).slice(0, (stream.columns || 80) - 1)}\n`);
    stream.write((drawn === 0 ? '' : `\u001b[${drawn}A`) + lines.join(''));
    drawn = lines.length;
  };
}

function lineOf({ name, total, began, done, ended }: Step, bar: boolean): string {
  return progressLine({ what: name, done, total, elapsedMs: (ended ?? performance.now()) - began }, bar);
}
