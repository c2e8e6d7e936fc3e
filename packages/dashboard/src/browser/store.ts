/** Holds a value that changes, and tells who wants to know. */
export interface ModelStore<T> {
  readonly get: () => T;
  /** Changes some of its fields. */
  readonly set: (change: Partial<T>) => void;
}

/** @param onChange - Called once after all changes of a task, and of the promises that they settle: rendering each would cost as much as all. */
export function createStore<T extends object>(initial: T, onChange: (value: T) => void): ModelStore<T> {
  let value = initial;
  let isTold = true;
  return {
    get: () => value,
    set: (change) => {
      value = { ...value, ...change };
      if (!isTold) return;
      isTold = false;
      setTimeout(() => {
        isTold = true;
        onChange(value);
      });
    },
  };
}
