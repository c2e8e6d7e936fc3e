import * as t from 'io-ts';

/** A fixed word. It is accepted in any case and under older names, and stored as written here. */
export class LabelCodec<L extends string = string> extends t.Type<L, L, unknown> {
  readonly _tag = 'LabelCodec';
  constructor(
    readonly label: L,
    readonly olderNames: readonly string[] = [],
  ) {
    const accepted = new Set([label, ...olderNames].map(foldCase));
    super(
      label,
      (value): value is L => value === label,
      (value, context) =>
        typeof value === 'string' && accepted.has(foldCase(value))
          ? t.success(label)
          : t.failure(value, context, `must be "${label}"`),
      t.identity,
    );
  }
}

export function label<L extends string>(value: L, ...olderNames: readonly string[]): LabelCodec<L> {
  return new LabelCodec(value, olderNames);
}

/** One of several words. Each is accepted in any case and under older names, and stored as written here. */
export class LabelsCodec<L extends string = string> extends t.Type<L, L, unknown> {
  readonly _tag = 'LabelsCodec';
  constructor(
    name: string,
    readonly labels: readonly L[],
    readonly olderNames: Readonly<Record<string, L>> = {},
  ) {
    const accepted: readonly (readonly [string, L])[] = [
      ...Object.entries(olderNames),
      ...labels.map((one) => [one, one] as const),
    ];
    const byFolded = new Map(accepted.map(([name, one]) => [foldCase(name), one]));
    super(
      name,
      (value): value is L => labels.some((one) => one === value),
      (value, context) => {
        const known = byFolded.get(foldCase(value));
        return known === undefined
          ? t.failure(value, context, `must be one of ${labels.join(', ')}`)
          : t.success(known);
      },
      t.identity,
    );
  }
}

export function labels<const L extends string>(
  name: string,
  values: readonly L[],
  olderNames?: Readonly<Record<string, L>>,
): LabelsCodec<L> {
  return new LabelsCodec(name, values, olderNames);
}

/** A string in lower case. Anything else matches no label. */
export function foldCase(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
