import type { NewEntry, Page, PageRequest } from '../entry/entry.js';
import { MAX_PAGE_BYTES } from '../entry/page-bound.js';
import { bytesOf } from '../json/bytes-of.js';
import { expectEqual, expectTrue } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';

const WHOLE = 10_000;
const MEBI = 1_048_576;

/** Pages that end because of their size. */
export function pageBytesCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  /** Entries with these texts, in order of time, one project after the other. */
  const entriesWith = (projects: readonly string[], texts: readonly string[]): readonly NewEntry<T>[] =>
    texts.map((text, index) => {
      const timestamp = `2026-03-01T12:00:00.${String(index).padStart(6, '0')}`;
      return sample({ project: projects[index % projects.length] ?? '', timestamp, metadata: { text } });
    });
  return [
    {
      name: `${name}: a page ends where the next entry would pass its bytes, counted in UTF-8, and the next one goes on there`,
      async run({ store }) {
        const project = unique('project');
        const texts = [
          'x'.repeat(900),
          'é'.repeat(700),
          '🙂'.repeat(300),
          '€'.repeat(500),
          '',
          'y'.repeat(99),
        ];
        const entries = entriesWith([project], texts);
        await entriesOf(store).append({ entries });
        const sizes = entries.map(({ json }) => bytesOf(json));
        const first = (many: number) => sum(sizes.slice(0, many));
        await eventually(entriesOf(store).capabilities, async () => {
          const read = async (maxBytes: number, after?: string) => {
            const request = { limit: WHOLE, maxBytes, after };
            return entriesOf(store).page({ projects: [project] }, request);
          };
          for (const many of [1, 2, 3, 4, 5]) {
            const page = await read(first(many));
            expectEqual(page.entries.length, many, `entries in the bytes of ${many}`);
            const fewer = await read(first(many) - 1);
            expectEqual(
              fewer.entries.length,
              Math.max(many - 1, 1),
              `entries in a byte less than ${many} have`,
            );
            const rest = await read(MAX_PAGE_BYTES, page.next);
            expectEqual(
              [...page.entries, ...rest.entries].map(({ json }) => json),
              entries.map(({ json }) => json),
              'both pages',
            );
          }
          const all = await read(first(6));
          expectEqual(
            [all.entries.length, all.next],
            [6, undefined],
            'the page that ends with the last entry',
          );
        });
      },
    },
    {
      name: `${name}: an entry that is larger than the bytes of a page is a page of its own`,
      async run({ store }) {
        const project = unique('project');
        const large = 'x'.repeat(200_000);
        const entries = entriesWith([project], ['a', 'b', large, 'c', large, large, 'd']);
        await entriesOf(store).append({ entries });
        await eventually(entriesOf(store).capabilities, async () => {
          const read = (request: PageRequest) => entriesOf(store).page({ projects: [project] }, request);
          const walked = await pagesOf(read, { limit: WHOLE, maxBytes: 10_000 });
          expectEqual(
            walked.map(({ entries: { length } }) => length),
            [2, 1, 1, 1, 1, 1],
            'entries of each page',
          );
          expectEqual(traceIdsIn(walked), traceIdsIn([{ entries }]), 'the walk');
        });
      },
    },
    {
      name: `${name}: whatever its two bounds, walking yields each entry once, in one order, of several projects too`,
      async run({ store }) {
        const [one, two] = [unique('project'), unique('project')];
        const texts = Array.from({ length: 24 }, (_, index) => 'x'.repeat((index * 7919) % 2_000));
        const entries = entriesWith([one, two, two], texts);
        await entriesOf(store).append({ entries });
        await eventually(entriesOf(store).capabilities, async () => {
          const read = (request: PageRequest) => entriesOf(store).page({ projects: [one, two] }, request);
          for (const maxBytes of [1, 1_500, 2_500, 7_000, 100_000]) {
            for (const limit of [1, 5, 24, WHOLE]) {
              const walked = await pagesOf(read, { limit, maxBytes });
              expectEqual(traceIdsIn(walked), traceIdsIn([{ entries }]), `pages of ${limit} and ${maxBytes}`);
              for (const page of walked) expectTrue(isWithin(page, maxBytes), `a page of ${maxBytes} bytes`);
            }
          }
        });
      },
    },
    {
      name: `${name}: a page that names no bytes, or more, has ${MAX_PAGE_BYTES} at most, also where large entries come behind small ones`,
      async run({ store }) {
        const project = unique('project');
        const small = Array.from({ length: 300 }, () => 'x');
        const large = Array.from({ length: 18 }, () => 'x'.repeat(MEBI - 1_000));
        const entries = entriesWith([project], [...small, ...large, ...small]);
        for (let start = 0; start < entries.length; start += 100)
          await entriesOf(store).append({ entries: entries.slice(start, start + 100) });
        await eventually(entriesOf(store).capabilities, async () => {
          const read = (request: PageRequest) => entriesOf(store).page({ projects: [project] }, request);
          const walked = await pagesOf(read, { limit: WHOLE });
          expectEqual(traceIdsIn(walked), traceIdsIn([{ entries }]), 'the walk');
          expectEqual(walked.length, 2, 'pages');
          for (const page of walked) expectTrue(isWithin(page, MAX_PAGE_BYTES), 'the bytes of a page');
          const more = await read({ limit: WHOLE, maxBytes: 10 * MAX_PAGE_BYTES });
          expectEqual(more.entries.length, walked[0]?.entries.length, 'entries where more bytes are named');
        });
      },
    },
  ];
}

/** The pages of a result, one after the other. */
async function pagesOf(
  read: (request: PageRequest) => Promise<Page>,
  request: PageRequest,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let after: string | undefined;
  do {
    const page = await read({ ...request, after });
    pages.push(page);
    after = page.next;
  } while (after !== undefined && pages.length < MANY);
  return pages;
}

/** More pages than any walk here has. */
const MANY = 1_000;

function traceIdsIn(pages: readonly { readonly entries: readonly { readonly traceId: string }[] }[]) {
  return pages.flatMap(({ entries }) => entries.map(({ traceId }) => traceId));
}

function isWithin({ entries }: Page, maxBytes: number): boolean {
  return entries.length === 1 || sum(entries.map(({ json }) => bytesOf(json))) <= maxBytes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
