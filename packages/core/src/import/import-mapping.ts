/** A value that a file holds: a line, a row, or an element of a list. */
export interface ImportItem {
  /** As `parseJson` makes it of the text, or a row of a table as an object. `undefined` if it cannot be read: then there is an `issue`. */
  readonly value: unknown;
  /** Where it is in its file: `line 12`, `[3]`, or a path such as `chats.list[0].messages[7]`. */
  readonly place: string;
  /** The chat or channel that it is part of, where the file tells it outside of the value. */
  readonly chat?: ImportedChat | undefined;
  /** Why it cannot be read. */
  readonly issue?: string | undefined;
  /** The text that cannot be read. */
  readonly text?: string | undefined;
}

/** A chat or a channel of another service. */
export interface ImportedChat {
  readonly id: string;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
}

/** What a mapping makes of a part of a value. */
export type MappedPart =
  | {
      readonly kind: 'message' | 'log';
      /** Where the part is in the value, such as `.events[3]`; empty for all of it. */
      readonly at: string;
      /** The part as it was read. */
      readonly original: unknown;
      /** A message or a log as it can be sent; its codec decides whether it is well-formed. */
      readonly input: Readonly<Record<string, unknown>>;
      /** Where the file names one. */
      readonly traceId?: string | undefined;
    }
  | {
      /** Nothing to store, such as a note that somebody joined. */
      readonly kind: 'ignored';
      /** What it is, in the words of the format. */
      readonly what: string;
    }
  | {
      readonly kind: 'refused';
      readonly at: string;
      readonly original: unknown;
      readonly reason: string;
    };

/** Turns values of one format into messages and logs. It may remember earlier values, to tell which request a response is to. */
export interface ImportMapping {
  partsOf(item: ImportItem): Iterable<MappedPart>;
}
