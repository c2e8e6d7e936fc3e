import type { Analytic } from '../analytics/analytic.js';
import type { AnalyticStore } from '../analytics/analytic-store.js';
import { Descriptor } from '../analytics/descriptor.js';
import { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import { MAX_PAGE_BYTES } from '../entry/page-bound.js';
import { bytesOf } from '../json/bytes-of.js';
import { stringifyJson } from '../json/exact-json.js';
import { expectEqual, expectTrue } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { unique } from './samples.js';

const WHOLE = 10_000;
const MEBI = 1_048_576;

/** Pages of analytics that end at their bound in bytes: a result may be large. */
export const analyticPageCases: readonly AnalyticalCase[] = [
  {
    name: 'analytic store: whatever its bounds in bytes, a walk yields each analytic once, with its result',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const sizes = [10, 5_000, 300, 20_000, 0, 700, 700, 40];
      const ids = await defineWith(analytics, project, sizes);
      for (const maxBytes of [1, 1_000, 6_000, 100_000]) {
        const pages = await pagesOf(analytics, project, maxBytes);
        const found = pages.flat();
        expectEqual(found.map(({ id }) => id).sort(), [...ids].sort(), `all, in pages of ${maxBytes} bytes`);
        const lengths = found.map((analytic) => lengthOf(analytic)).sort((a, b) => a - b);
        expectEqual(
          lengths,
          [...sizes].sort((a, b) => a - b),
          'their results',
        );
        for (const page of pages) expectTrue(isWithin(page, maxBytes), `a page of ${maxBytes} bytes`);
        if (maxBytes === 1) expectEqual(pages.length, ids.length, 'a page for each');
        if (maxBytes === 100_000) expectEqual(pages.length, 1, 'one page for all');
      }
    },
  },
  {
    name: `analytic store: a page that names no bytes has ${MAX_PAGE_BYTES} at most`,
    async run({ store: { analytics } }) {
      const project = unique('project');
      const sizes = Array.from({ length: 20 }, () => MEBI);
      await defineWith(analytics, project, sizes);
      const pages = await pagesOf(analytics, project);
      expectEqual(
        pages.map(({ length }) => length),
        [15, 5],
        'analytics of each page',
      );
    },
  },
];

/** Defines analytics whose results have texts of so many characters. */
async function defineWith(
  analytics: AnalyticStore,
  project: string,
  sizes: readonly number[],
): Promise<readonly string[]> {
  const descriptor = decode(Descriptor, {
    project,
    timespan: { type: 'moving', value: '7d' },
    type: 'segmentation',
    dimension: 'message',
    metric: 'all',
  });
  const ids: string[] = [];
  for (const size of sizes) {
    const id = unique('analytic');
    ids.push(id);
    await analytics.define(id, descriptor);
    const segments = [{ type: 'x'.repeat(size), count: 1 }];
    const when = { creationDt: '2026-01-01T00:00:09', fromDt: null, toDt: '2026-01-01T00:00:00' };
    await analytics.saveResult(id, decode(AnalyticResult, { type: 'segmentation', ...when, segments }));
  }
  return ids;
}

async function pagesOf(
  analytics: AnalyticStore,
  project: string,
  maxBytes?: number,
): Promise<readonly (readonly Analytic[])[]> {
  const pages: (readonly Analytic[])[] = [];
  let after: string | undefined;
  do {
    const page = await analytics.page({ projects: [project] }, { limit: WHOLE, maxBytes, after });
    pages.push(page.entries);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

/** How many characters the text of its result has. */
function lengthOf({ result }: Analytic): number {
  return result?.type === 'segmentation' ? (result.segments[0]?.type?.length ?? 0) : -1;
}

function isWithin(page: readonly Analytic[], maxBytes: number): boolean {
  const sizes = page.map(({ descriptor, result }) =>
    [Descriptor.encode(descriptor), ...(result === null ? [] : [AnalyticResult.encode(result)])]
      .map((part) => bytesOf(stringifyJson(part)))
      .reduce((sum, bytes) => sum + bytes),
  );
  return page.length === 1 || sizes.reduce((sum, bytes) => sum + bytes, 0) <= maxBytes;
}
