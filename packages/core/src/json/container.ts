/** An object or an array whose parts may be anything. */
export interface Container {
  [key: string]: unknown;
}

export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
