/** A range of integers, both ends inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The parts of a range that no other range covers. @param covered - In order, none touching another. */
export function gapsIn(covered: readonly Range[], { from, to }: Range): readonly Range[] {
  const gaps: Range[] = [];
  let start = from;
  for (const one of covered) {
    if (one.to < start) continue;
    if (one.from > to) break;
    if (one.from > start) gaps.push({ from: start, to: one.from - 1 });
    start = one.to + 1;
  }
  return start > to ? gaps : [...gaps, { from: start, to }];
}

/** Adds a range to others. Ranges that touch each other become one. */
export function covering(covered: readonly Range[], added: Range): readonly Range[] {
  const touches = ({ from, to }: Range): boolean => from <= added.to + 1 && to >= added.from - 1;
  const touched = [...covered.filter(touches), added];
  const joined = {
    from: Math.min(...touched.map(({ from }) => from)),
    to: Math.max(...touched.map(({ to }) => to)),
  };
  return [...covered.filter((one) => !touches(one)), joined].sort((a, b) => a.from - b.from);
}
