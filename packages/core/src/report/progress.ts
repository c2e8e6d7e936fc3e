/** Is told how far a report is. Several steps may be under way at once. */
export interface ReportProgress {
  /**
   * A step begins.
   *
   * @param name - What it goes through, in lower case, such as `messages`: no two steps of a report have the same.
   * @param total - How many; absent where nobody knows before the end.
   */
  step(name: string, total?: number): ReportStep;
}

export interface ReportStep {
  /** So many more are done, 1 where absent. */
  advance(count?: number): void;
  /** The step is over, also where it failed. */
  end(): void;
}

const silentStep: ReportStep = { advance: () => undefined, end: () => undefined };

/** Tells nobody. */
export const noProgress: ReportProgress = { step: () => silentStep };
