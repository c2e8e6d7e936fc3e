/** An index of the Python service with a project in its name: `message-<project>-2021-02-04`. */
export interface ProjectIndex {
  readonly kind: string;
  readonly project: string;
  readonly date: string;
}

/**
 * Parses the name of an index with a project. Returns `undefined` if it has none. Dates may lack leading zeros
 * (`2021-2-4`).
 */
export function parseProjectIndex(name: string): ProjectIndex | undefined {
  const [, kind, project, date] =
    /^(message|logging|analytic)-(.+)-(\d{4}-\d{1,2}-\d{1,2})$/.exec(name) ?? [];
  return kind === undefined || project === undefined || date === undefined
    ? undefined
    : { kind, project, date };
}

/** The name without the project. */
export function plainIndexName({ kind, date }: ProjectIndex): string {
  return `${kind}-${date}`;
}
