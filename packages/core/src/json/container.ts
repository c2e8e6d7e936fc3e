/** An object or array with parts of any type. */
export interface Container {
  [key: string]: unknown;
}

export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
