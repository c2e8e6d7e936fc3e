/** How entries are divided that a server refuses together. */
export interface Division {
  /** The status that it may mend. */
  readonly status: number;
  /** Part of the keys of its parts. */
  readonly name: string;
  /** The places of the entries of each part. */
  readonly divide: (entries: readonly string[]) => readonly (readonly number[])[];
}

export const DIVISIONS: readonly Division[] = [
  { status: 413, name: '.', divide: halves },
  // One entry that is nested too deep, say, makes the whole body one that the server does not read.
  { status: 400, name: '.', divide: halves },
  // A key may see some projects, and not others.
  { status: 403, name: '@', divide: byProject },
];

function halves(entries: readonly string[]): readonly (readonly number[])[] {
  const places = [...entries.keys()];
  const middle = Math.ceil(places.length / 2);
  return [places.slice(0, middle), places.slice(middle)].filter(({ length }) => length > 0);
}

function byProject(entries: readonly string[]): readonly (readonly number[])[] {
  const byName = new Map<unknown, number[]>();
  for (const [place, text] of entries.entries()) {
    const entry: unknown = JSON.parse(text);
    const project =
      typeof entry === 'object' && entry !== null && 'project' in entry ? entry.project : undefined;
    const places = byName.get(project);
    if (places === undefined) byName.set(project, [place]);
    else places.push(place);
  }
  return [...byName.values()];
}
