import type { Point } from '../data/card-data.js';

/** The paths of a spark line, as `d` of SVG. `unfinished` leads to the bucket that has not ended; it is drawn dotted. */
export interface SparkLine {
  readonly finished: string;
  readonly unfinished: string;
}

/** Draws a course without axes, as high as its largest value. Where there is no value, the line has a gap. */
export function sparkLine(points: readonly Point[], width: number, height: number): SparkLine {
  const max = points.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  const paths = { finished: '', unfinished: '' };
  let open: keyof typeof paths | undefined;
  let before: string | undefined;
  for (const [index, { value, unfinished }] of points.entries()) {
    const part = unfinished ? 'unfinished' : 'finished';
    const share = value === null || max === 0 ? 0 : value / max;
    const place = value === null ? undefined : `${rounded(index * step)} ${rounded(height - share * height)}`;
    if (place !== undefined && before !== undefined)
      paths[part] += open === part ? `L${place}` : `M${before}L${place}`;
    open = place === undefined || before === undefined ? undefined : part;
    before = place;
  }
  return paths;
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
