/** Something that the reader of a report should know, and whom or what it is about. */
export interface ReportWarning {
  /** One phrase, such as `users without a profile`. */
  readonly what: string;
  /** Ids as the platform has them; no names and no addresses. */
  readonly ids: readonly string[];
}

/** What a report went through. A part that no output needed is absent. */
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
