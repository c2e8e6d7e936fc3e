import type { Unit } from '../data/card-data.js';

const NOTHING = '–';

/** A figure in large letters: with the digits that tell something, and no more. */
export function writeFigure(value: number | null, unit: Unit, locale: string): string {
  return value === null ? NOTHING : formatOf(locale, FIGURES[unit](value)).format(value);
}

const FIGURES: Readonly<Record<Unit, (value: number) => Intl.NumberFormatOptions>> = {
  count: (value) => (value < 1_000_000 ? {} : { notation: 'compact', maximumSignificantDigits: 4 }),
  decimal: () => ({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  percent: () => ({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  seconds: (value) => ({
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: value < 10 ? 2 : 0,
  }),
};

/** A part of a whole, in percent. */
export function writeShare(part: number, whole: number, locale: string): string {
  if (whole === 0) return NOTHING;
  const maximumFractionDigits = part / whole < 0.1 ? 1 : 0;
  return formatOf(locale, { style: 'percent', maximumFractionDigits }).format(part / whole);
}

/** By how much a figure changed, as a share of what it was. `undefined` where there is nothing to compare with. */
export function changeOf(value: number | null, before: number | null | undefined): number | undefined {
  if (value === null || before === null || before === undefined || before === 0) return undefined;
  return (value - before) / before;
}

/** A change in percent, with its sign. */
export function writeChange(change: number, locale: string): string {
  const maximumFractionDigits = Math.abs(change) < 0.1 ? 1 : 0;
  return formatOf(locale, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits }).format(
    change,
  );
}

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the largest unit that fits: `847 MB`. */
export function writeBytes(bytes: number, locale: string): string {
  const power = Math.min(BYTES.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const options = { style: 'unit', unit: BYTES[power] ?? 'byte', maximumSignificantDigits: 3 } as const;
  return formatOf(locale, options).format(bytes / 1_000 ** power);
}

function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
}

/** Making one costs a thousand times what using it does. */
const formats = new Map<string, Intl.NumberFormat>();
