interface Facts {
  readonly version: string;
  readonly url: string | undefined;
  /** Where the data is, and in what. */
  readonly data: string;
}

/** The first lines of the service, for whoever started it. */
export function greeting({ version, url, data }: Facts): string {
  return [
    `Memex ${version} listens on ${url}`,
    `Data: ${data}`,
    'Jobs run in this process',
    `Documentation: ${url}/documentation/ui`,
    '',
  ].join('\n');
}
