/** The name that somebody may have meant: the one with the fewest edits, if these are few. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / 3));
  const [nearest] = names
    .map((name) => ({ name, edits: editsBetween(written, name) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return nearest?.name;
}

/**
 * How many letters must be inserted, deleted, replaced, or swapped with their neighbour, each at most once.
 *
 * Source: {@link https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance | Optimal string alignment distance}
 */
function editsBetween(one: string, other: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const edits = [at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1)];
      if (one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        edits.push(at(before, column - 2) + 1);
      next.push(Math.min(...edits));
    }
    [before, last] = [last, next];
  }
  return at(last, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
