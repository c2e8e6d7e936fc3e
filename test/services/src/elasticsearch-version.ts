/** The majors of Elasticsearch that tests run on. */
export type Major = 8 | 9;

export interface Version {
  readonly name: string;
  /** Oldest Java that it runs on. */
  readonly java: number;
}

export const VERSIONS: Readonly<Record<Major, Version>> = {
  8: { name: '8.19.21', java: 17 },
  9: { name: '9.5.3', java: 21 },
};
