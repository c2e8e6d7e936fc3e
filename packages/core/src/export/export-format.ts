import type { TimeZone } from '../time/zone.js';

/** What can be exported. */
export const EXPORT_KINDS = ['messages', 'logs', 'analytics'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** A message, a log or an analytic on its way out. */
export interface ExportRecord {
  /** The record as JSON. */
  readonly json: string;
  /** Of a message or a log. */
  readonly traceId?: string | undefined;
}

/**
 * Turns records into the bytes of one file. The file is the bytes of all calls of `encode`, in order, and those of `end`.
 */
export interface RecordEncoder {
  /** May return nothing, and keep the records for a later call. */
  encode(records: readonly ExportRecord[]): Promise<Uint8Array>;
  /** Call it once, after the last record. */
  end(): Promise<Uint8Array>;
}

export interface EncoderOptions {
  readonly kind: ExportKind;
  /** The zone of times, for formats that people read. */
  readonly timeZone: TimeZone;
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean | undefined;
  /** Whether another encoder wrote the beginning of the file. Only for formats that are `resumable`. */
  readonly resumed?: boolean | undefined;
}

/** A file format. */
export interface ExportFormat {
  /** Its name in commands and queries, and the ending of its files. */
  readonly name: string;
  readonly mediaType: string;
  /**
   * Whether `encode` keeps nothing back, so that a file can be cut off between two calls, and be continued there by another encoder.
   */
  readonly resumable: boolean;
  /** What may stand between the bytes of two calls, or before the first, without changing what a reader finds. Absent if nothing may. */
  readonly filler?: string | undefined;
  open(options: EncoderOptions): RecordEncoder;
}
