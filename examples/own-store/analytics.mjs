// Stores analytics with their results, and measures the messages that results are computed from.
import { AnalyticResult, Descriptor } from '@memex/core/model';
import {
  accumulatorsOf,
  bytesOf,
  foreignCursor,
  historyAccumulator,
  includesProject,
  instantOf,
  isHistoryMeasure,
  PageBound,
  stringifyJson,
} from '@memex/core/toolkit';

/**
 * @param {import('./disk.mjs').Disk} disk
 * @returns {import('@memex/core/ports').AnalyticStore}
 */
export function createAnalyticStore(disk) {
  const isVisible = (row, { id, projects }) =>
    row.id === id && includesProject(projects, row.descriptor.project);
  /** @param {import('@memex/core/ports').AnalyticFilter} filter */
  const passes = ({ projects, type, timeWindowType }, { descriptor }) =>
    includesProject(projects, descriptor.project) &&
    (type ?? descriptor.type) === descriptor.type &&
    (timeWindowType ?? descriptor.timespan.type) === descriptor.timespan.type;

  return {
    capabilities: { durable: true },
    define: (id, descriptor, options) =>
      disk.change(options, ({ analytics, stored }) => {
        if (analytics.some((row) => row.id === id)) return { result: undefined };
        const added = { order: stored, id, descriptor, result: null };
        return { changed: { analytics: [...analytics, added], stored: stored + 1 }, result: undefined };
      }),
    async find(selector, options) {
      const found = disk.current(options).analytics.find((row) => isVisible(row, selector));
      return found && analyticOf(found);
    },
    async page(filter, request, options) {
      const { after } = request;
      if (after !== undefined && !/^\d{1,15}$/.test(after)) throw foreignCursor();
      const rows = disk
        .current(options)
        .analytics.filter((row) => row.order > Number(after ?? -1) && passes(filter, row));
      const bound = new PageBound(request);
      const end = rows.findIndex((row) => !bound.admits(sizeOf(row)));
      const page = end === -1 ? rows : rows.slice(0, end);
      return {
        entries: page.map(analyticOf),
        next: end === -1 ? undefined : page.at(-1)?.order.toString(),
      };
    },
    delete: (selector, options) =>
      disk.change(options, ({ analytics }) => {
        const left = analytics.filter((row) => !isVisible(row, selector));
        return left.length === analytics.length
          ? { result: false }
          : { changed: { analytics: left }, result: true };
      }),
    saveResult: (id, result, options) =>
      disk.change(options, ({ analytics }) => {
        const row = analytics.find((one) => one.id === id);
        if (row === undefined) return { result: false };
        if (row.result !== null && instantOf(row.result.creationDt) > instantOf(result.creationDt))
          return { result: true };
        return {
          changed: { analytics: analytics.map((one) => (one === row ? { ...row, result } : one)) },
          result: true,
        };
      }),
  };
}

/**
 * Measures by reading every message of a window.
 *
 * @param {import('./disk.mjs').Disk} disk
 * @returns {import('@memex/core/ports').MessageAnalysis}
 */
export function createAnalysis(disk) {
  return {
    capabilities: { exactDistinct: Number.POSITIVE_INFINITY },
    async measure({ project, window, buckets, measures }, options) {
      const rows = disk.current(options).messages.filter(({ value }) => value.project === project);
      return measures.map((measure) => ({
        total: outcomeIn(rows, window, measure),
        series: buckets.map((bucket) => outcomeIn(rows, bucket, measure)),
      }));
    },
  };
}

/** @returns {import('@memex/core/ports').Outcome} */
function outcomeIn(rows, window, measure) {
  if (isHistoryMeasure(measure)) {
    const accumulator = historyAccumulator(measure);
    for (const { at, value } of rows) accumulator.add(value, at);
    return accumulator.outcomeIn(window);
  }
  const { from = 0, to } = window;
  const accumulator = accumulatorsOf(measure)();
  for (const { at, value } of rows) if (at >= from && at <= to) accumulator.add(value);
  return accumulator.outcome();
}

function analyticOf({ id, descriptor, result }) {
  return { id, descriptor, result };
}

function sizeOf({ descriptor, result }) {
  const parts = [Descriptor.encode(descriptor), ...(result === null ? [] : [AnalyticResult.encode(result)])];
  return parts.reduce((sum, part) => sum + bytesOf(stringifyJson(part)), 0);
}
