import type { ReportProgress, ReportStep } from './progress.js';

/** Runs a step, and ends it whatever happens. */
export async function withStep<T>(
  progress: ReportProgress,
  name: string,
  total: number | undefined,
  work: (step: ReportStep) => Promise<T>,
): Promise<T> {
  const step = progress.step(name, total);
  try {
    return await work(step);
  } finally {
    step.end();
  }
}

/** Runs a step over items that arrive one by one. Resolves with their number. */
export function eachInStep<T>(
  progress: ReportProgress,
  { name, total }: { readonly name: string; readonly total?: number | undefined },
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<number> {
  return withStep(progress, name, total, async (step) => {
    let count = 0;
    for await (const item of items) {
      await work(item);
      step.advance();
      count++;
    }
    return count;
  });
}
