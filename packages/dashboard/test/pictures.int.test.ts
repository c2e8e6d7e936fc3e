import type { AnalyticResult } from '@memex/core';
import type { Descriptor } from '@memex/core/model';
import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { pictureOf, pictureOfNumbers } from '../src/pictures.js';
import { openChartPage } from './support/chart-page.js';
import { HOSTILE } from './support/charts.js';
import { descriptorOf, resultOf } from './support/results.js';
import { textsOf } from './support/svg-texts.js';

const skipped = withoutChromium();
const USERS = { type: 'count', dimension: 'user', metric: 'active' };
const CHANNELS = { type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' };
const SCORES = { type: 'aggregation', field: 'metadata.score', aggregation: 'percentiles' };
const OPTIONS = { zone: 'Europe/Rome', locale: 'en-GB', title: 'A & B' } as const;

const counts = (...numbers: readonly number[]) => numbers.map((count) => ({ count }));
const segments = (...numbers: readonly number[]) =>
  numbers.map((count) => ({
    segments: [
      { type: 'web', count },
      { type: 'telegram', count: count + 1 },
    ],
  }));
const percentiles = (...numbers: readonly number[]) =>
  numbers.map((number) => ({ aggregation: { '50.0': number, '99.0': 2 * number } }));

const PICTURES: readonly (readonly [
  name: string,
  descriptor: Descriptor,
  result: AnalyticResult,
  texts: readonly string[],
])[] = [
  ['a count', descriptorOf(USERS), resultOf('count', counts(1234)), ['1,234', 'user.active']],
  [
    'a count beside the one before',
    descriptorOf({ ...USERS, compare: 'previous' }),
    resultOf('count', counts(1234), counts(987)),
    ['1,234', 'previous 987'],
  ],
  [
    'a course',
    descriptorOf({ ...USERS, interval: 'day' }),
    resultOf('count', counts(7, 3, 5)),
    ['1 Nov', '2 Nov'],
  ],
  [
    'a course over the one before',
    descriptorOf({ ...USERS, interval: 'day', compare: 'previous' }),
    resultOf('count', counts(7, 3, 5), counts(6, 2, 4)),
    ['current', 'previous', '1 Nov', '2 Nov'],
  ],
  [
    'segments',
    descriptorOf(CHANNELS),
    resultOf('segmentation', segments(1500)),
    ['web', '1,500', 'telegram', '1,501'],
  ],
  [
    'segments by day',
    descriptorOf({ ...CHANNELS, interval: 'day' }),
    resultOf('segmentation', segments(8, 3, 5)),
    ['web', 'telegram', '1 Nov', '2 Nov'],
  ],
  [
    'percentiles',
    descriptorOf(SCORES),
    resultOf('aggregation', percentiles(0.25)),
    ['50.0', '0.25', '99.0', '0.5'],
  ],
  [
    'percentiles by day',
    descriptorOf({ ...SCORES, interval: 'day' }),
    resultOf('aggregation', percentiles(1, 2, 3)),
    ['50.0', '99.0', '1 Nov', '2 Nov'],
  ],
  [
    'statistics',
    descriptorOf({ ...SCORES, aggregation: 'stats' }),
    resultOf('aggregation', [{ aggregation: { count: 12_345_678, avg: 2.5, sum: null } }]),
    ['12,345,678', 'count', '2.5', 'avg', '–', 'sum'],
  ],
  [
    'nothing',
    descriptorOf({ ...SCORES, aggregation: 'avg' }),
    resultOf('aggregation', [{ aggregation: null }]),
    [],
  ],
];

describe('a picture', () => {
  test.each(PICTURES)('of %s has its title, its window and its numbers', (_, descriptor, result, texts) => {
    const svg = pictureOf(descriptor, result, OPTIONS);
    const shown = textsOf(svg);
    expect(shown).toEqual(expect.arrayContaining(['A & B', ...texts]));
    expect(shown).toContain('1 – 2 Nov 2026, Europe/Rome');
    if (result.previous !== undefined) expect(shown).toContain('previous: 30 – 31 Oct 2026');
    expect(svg).toMatch(
      /^<svg role="img" width="800" [^>]*><title>A &#38; B<\/title><desc>1\u2009–\u20092 Nov 2026/,
    );
  });

  test('of a course has its numbers in the description', () => {
    const [, , , [, descriptor, result] = []] = PICTURES;
    if (descriptor === undefined || result === undefined) throw new Error('there is no such picture');
    expect(pictureOf(descriptor, result, OPTIONS)).toContain(
      'current: lowest 3 (Sunday, 1 November 2026), highest 5 (Monday, 2 November 2026). previous: lowest 2',
    );
  });

  test('has the size and the colours that are asked for', () => {
    const options = { ...OPTIONS, size: { width: 400, height: 200 }, theme: 'dark' } as const;
    const svg = pictureOf(descriptorOf(USERS), resultOf('count', counts(1)), options);
    expect(svg).toContain('width="400" height="200"');
    expect(svg).toContain('<rect width="400" height="200" x="0" y="0" fill="#14171c">');
  });

  test('of numbers has a bar for each', () => {
    const rows = [
      { name: 'total users', value: 12 },
      { name: 'new users', value: null },
    ];
    const svg = pictureOfNumbers(rows, { title: 'Users', subtitle: ['November'], locale: 'en-GB' });
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['Users', 'November', 'total users', '12', 'new users']),
    );
  });
});

describe.skipIf(skipped !== '')(`pictures in Chromium${skipped}`, () => {
  test('are images, whatever is written in them, and no text of them leaves them', async () => {
    const hostile = HOSTILE.map((type, count) => ({ type, count }));
    const pictures = [
      ...PICTURES.map(([, descriptor, result]) => pictureOf(descriptor, result, OPTIONS)),
      pictureOf(descriptorOf(CHANNELS), resultOf('segmentation', [{ segments: hostile }]), OPTIONS),
    ];
    const { page, complaints } = await openChartPage(pictures.join(''));
    const outside = await page.locator('#static > svg').evaluateAll((all) =>
      all.flatMap((svg) => {
        const { right, bottom, left, top } = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].flatMap((text) => {
          const box = text.getBoundingClientRect();
          const isInside = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
          return isInside ? [] : [text.textContent];
        });
      }),
    );
    expect(outside).toEqual([]);
    const widths = await page.evaluate(
      (texts) =>
        Promise.all(
          texts.map(async (text) => {
            const image = new Image();
            image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
            await image.decode();
            return image.naturalWidth;
          }),
        ),
      pictures,
    );
    expect(widths).toEqual(pictures.map(() => 800));
    expect(complaints).toEqual([]);
  });
});
