/** Follows the progress of a report. Several steps may be in progress at once. */
export interface ReportProgress {
  /**
   * A step begins.
   *
   * @param name - What the step processes, in lower case, such as `messages`. Unique within a report.
   * @param total - The number of items, if it is known in advance.
   */
  step(name: string, total?: number): ReportStep;
}

export interface ReportStep {
  /** More items are done; 1 by default. */
  advance(count?: number): void;
  /** The step has ended, or failed. */
  end(): void;
}

const silentStep: ReportStep = { advance: () => undefined, end: () => undefined };

/** Ignores all progress. */
export const noProgress: ReportProgress = { step: () => silentStep };
