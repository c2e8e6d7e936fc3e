// What Memex keeps beside entries, in a list that is sorted by key.
import { compareCodePoints } from '@memex/core/toolkit';

/**
 * @param {import('./disk.mjs').Disk} disk
 * @returns {import('@memex/core/ports').KeyValueStore}
 */
export function createKeyValues(disk) {
  const find = ({ values }, space, key) =>
    values.find((row) => row.space === space && row.key === key)?.value;
  const without = ({ values }, space, key) => values.filter((row) => row.space !== space || row.key !== key);
  const changedBy = (state, space, { key, value }) => ({
    values: [...without(state, space, key), { space, key, value }].sort((one, other) =>
      compareCodePoints(one.key, other.key),
    ),
  });
  return {
    get: async (space, key, options) => find(disk.current(options), space, key),
    put: (space, entry, options) =>
      disk.change(options, (state) => ({ changed: changedBy(state, space, entry), result: undefined })),
    putIfAbsent: (space, entry, options) =>
      disk.change(options, (state) => {
        const known = find(state, space, entry.key);
        if (known !== undefined) return { result: known };
        return { changed: changedBy(state, space, entry), result: entry.value };
      }),
    delete: (space, key, options) =>
      disk.change(options, (state) => {
        if (find(state, space, key) === undefined) return { result: false };
        return { changed: { values: without(state, space, key) }, result: true };
      }),
    async page(space, { limit, order, after }, options) {
      const rows = disk.current(options).values.filter((row) => row.space === space);
      const ordered = order === 'ascending' ? rows : rows.toReversed();
      const sign = order === 'ascending' ? 1 : -1;
      return ordered
        .filter(({ key }) => after === undefined || sign * compareCodePoints(key, after) > 0)
        .slice(0, limit)
        .map(({ key, value }) => ({ key, value }));
    },
  };
}
