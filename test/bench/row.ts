import { median } from '../src/median.js';

/** How long to measure, and over how much. */
export interface Size {
  /** How often each side is measured, in turns; the first turn warms up and does not count. */
  readonly turns: number;
  /** Of one measurement. */
  readonly seconds: number;
  /** In the large store. */
  readonly messages: number;
}

/** One thing that can be measured again and again: what it does a second. */
export interface Side extends AsyncDisposable {
  measure(): Promise<number>;
}

/** A work of Memex, beside the same work done barely. */
export interface Row {
  /** Short, for `--only`. */
  readonly name: string;
  readonly work: string;
  /** What exactly it is compared with. */
  readonly against: string;
  readonly unit: string;
  readonly atLeast: number;
  /** Its work takes minutes on the large store: at full size one turn counts, and none warms up. */
  readonly long?: true;
  prepare(size: Size): Promise<Sides>;
}

export interface Sides {
  readonly memex: Side;
  readonly bare: Side;
  /** Told once all is measured: memory and the like, and whether it is as it must be. */
  readonly note?: (() => Note) | undefined;
}

export interface Note {
  readonly text: string;
  readonly holds: boolean;
}

export interface Result {
  readonly name: string;
  readonly work: string;
  readonly against: string;
  readonly unit: string;
  readonly memex: number;
  readonly bare: number;
  readonly ratio: number;
  readonly atLeast: number;
  readonly note: string;
  readonly holds: boolean;
}

const FEW = 100_000;

/** Measures both sides in turns, so that what else the machine does hits both alike; the ratio is the median of those of the turns. */
export async function measureRow({ prepare, long, ...row }: Row, size: Size): Promise<Result> {
  const { memex: memexSide, bare: bareSide, note } = await prepare(size);
  const { turns, warming } =
    long && size.messages > FEW ? { turns: 1, warming: 0 } : { turns: size.turns, warming: 1 };
  await using _memex = memexSide;
  await using _bare = bareSide;
  const measured: { readonly memex: number; readonly bare: number }[] = [];
  for (let turn = 0; turn < warming + turns; turn++) {
    measured.push({ memex: await memexSide.measure(), bare: await bareSide.measure() });
  }
  const counted = measured.slice(warming);
  const ratio = median(counted.map(({ memex, bare }) => memex / bare));
  const { text = '', holds = true } = note?.() ?? {};
  return {
    ...row,
    memex: median(counted.map(({ memex }) => memex)),
    bare: median(counted.map(({ bare }) => bare)),
    ratio,
    note: text,
    holds: holds && ratio >= row.atLeast,
  };
}
