// Messages or logs, in a list that is sorted by instant. Entries with equal instants are in the order of arrival.
import {
  foreignCursor,
  includesProject,
  keptOf,
  MICROS_PER_DAY,
  outcomeOf,
  PageBound,
  partitionName,
  systemClock,
} from '@memex/core/toolkit';

/**
 * @template {{ project: string }} T
 * @template {{ projects: import('@memex/core/ports').Projects, from?: number | undefined, to?: number | undefined }} F
 * @param {import('./disk.mjs').Disk} disk
 * @param {object} options
 * @param {'messages' | 'logs'} options.kind
 * @param {string} options.partition The prefix of the names of partitions.
 * @param {(filter: F, value: T) => boolean} options.passes Whether a value passes the part of the filter for its kind.
 */
export function createEntries(disk, { kind, partition, passes }) {
  /** @returns {import('./file.mjs').Row<T>[]} */
  const rowsOf = (state) => state[kind];
  const isVisible = (row, { traceId, projects }) =>
    row.traceId === traceId && includesProject(projects, row.value.project);
  const isSelected = (row, filter) =>
    row.at >= (filter.from ?? 0) &&
    row.at <= (filter.to ?? Number.POSITIVE_INFINITY) &&
    includesProject(filter.projects, row.value.project) &&
    passes(filter, row.value);

  /** Deletes the selected entries, and resolves with their number. */
  const removeWhere = (selects, options) =>
    disk.change(options, (state) => {
      const left = rowsOf(state).filter((row) => !selects(row));
      const count = rowsOf(state).length - left.length;
      return count === 0 ? { result: 0 } : { changed: { [kind]: left }, result: count };
    });

  /** @type {import('@memex/core/ports').EntryStore<T, F>} */
  const entries = {
    capabilities: { durable: true, visibility: 'immediate', batches: 'atomic' },
    append: ({ entries: added }, options) =>
      disk.change(options, (state) => ({
        changed: withAdded(state, kind, added),
        result: added.map(({ traceId }) => traceId),
      })),
    appendOnce: (batch, options) =>
      disk.change(options, (state) => {
        const now = systemClock.now();
        const keys = state.keys.filter(({ at }) => at >= now - MICROS_PER_DAY);
        const used = keys.find((one) => one.key === batch.key && one.kind === kind);
        if (used !== undefined) return { result: outcomeOf(used.kept, batch) };
        const kept = keptOf(batch);
        const added = batch.entries.filter((entry) => entry !== null);
        const changed = {
          ...withAdded(state, kind, added),
          keys: [...keys, { key: batch.key, kind, at: now, kept }],
        };
        return { changed, result: outcomeOf(kept, batch) };
      }),
    async find(selector, options) {
      const found = rowsOf(disk.current(options)).find((row) => isVisible(row, selector));
      return found && storedOf(found);
    },
    async page(filter, request, options) {
      const all = rowsOf(disk.current(options));
      const ordered = request.order === 'newest' ? all.toReversed() : all;
      const isBehind = behind(request);
      const rows = ordered.filter((row) => isBehind(row) && isSelected(row, filter));
      const bound = new PageBound(request);
      const end = rows.findIndex(({ json }) => !bound.admits(json));
      const page = end === -1 ? rows : rows.slice(0, end);
      const last = page.at(-1);
      return {
        entries: page.map(storedOf),
        next: end === -1 || last === undefined ? undefined : `${last.at}:${last.order}`,
      };
    },
    async count(filter, options) {
      return rowsOf(disk.current(options)).filter((row) => isSelected(row, filter)).length;
    },
    async delete(selector, options) {
      return (await removeWhere((row) => isVisible(row, selector), options)) > 0;
    },
    async dropPartition(name, options) {
      return (await removeWhere(({ at }) => partitionName(partition, at) === name, options)) > 0;
    },
    deleteBefore: ({ project, before }, options) =>
      removeWhere(({ at, value }) => at < before && value.project === project, options),
  };
  return { entries, removeWhere, rowsOf, isVisible };
}

/** A state with additional entries. Entries whose trace id exists already stay as they are. */
export function withAdded(state, kind, added) {
  const there = new Set(state[kind].map(({ traceId }) => traceId));
  const rows = added
    .filter(({ traceId }) => !there.has(traceId) && there.add(traceId))
    .map((entry, index) => ({ ...entry, order: state.stored + index }));
  const sorted = [...state[kind], ...rows].sort(compare);
  return { [kind]: sorted, stored: state.stored + rows.length };
}

/** @returns {import('@memex/core/ports').StoredEntry} */
export function storedOf({ traceId, json }) {
  return { traceId, json };
}

/**
 * Returns a test for the rows after the start of a page. The row at that position may have been deleted meanwhile.
 *
 * @param {import('@memex/core/ports').PageRequest} request
 */
function behind({ order, after }) {
  if (after === undefined) return () => true;
  const [, at, stored] = /^(\d{1,16}):(\d{1,16})$/.exec(after) ?? [];
  if (at === undefined) throw foreignCursor();
  const place = { at: Number(at), order: Number(stored) };
  return order === 'newest' ? (row) => compare(row, place) < 0 : (row) => compare(row, place) > 0;
}

function compare(one, other) {
  return one.at - other.at || one.order - other.order;
}
