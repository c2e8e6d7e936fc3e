/** Something that the reader of a report should know, and what it is about. */
export interface ReportWarning {
  /** A phrase, such as `users without a profile`. */
  readonly what: string;
  /** Ids of the platform, but no names or addresses. */
  readonly ids: readonly string[];
}

/** What a report has processed. Parts that no output needed are absent. */
export interface ReportCounts {
  readonly users?: number;
  readonly profiles?: number;
  readonly tasks?: number;
  readonly messages?: number;
  readonly analytics?: number;
}

/** How a report went. */
export interface ReportSummary {
  readonly counts: ReportCounts;
  readonly warnings: readonly ReportWarning[];
}
