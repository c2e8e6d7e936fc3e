import type { Chart } from '../charts/chart.js';

/** A row of texts and numbers as they are, for other programs. */
type PlainRow = readonly (string | number | null)[];

/** The numbers of a chart under their names. Times are in UTC, as the API gives them. */
export function plainRows(chart: Chart): readonly PlainRow[] {
  switch (chart.kind) {
    case 'lines': {
      const [first] = chart.lines;
      return [
        [chart.interval, ...chart.lines.map(({ name }) => name)],
        ...(first?.points ?? []).map(({ from }, index) => [
          from,
          ...chart.lines.map(({ points }) => points[index]?.value ?? null),
        ]),
      ];
    }
    case 'stacked':
      return [
        [chart.interval, ...chart.parts.map(({ name }) => name)],
        ...chart.buckets.map(({ from }, index) => [
          from,
          ...chart.parts.map(({ counts }) => counts[index] ?? null),
        ]),
      ];
    case 'hours':
      return [
        ['weekday', 'hour', 'requests'],
        ...chart.counts.flatMap((hours, day) => hours.map((count, hour) => [day + 1, hour, count])),
      ];
    case 'bars':
    case 'figures':
      return [['value', 'count'], ...chart.rows.map(({ name, value }) => [name, value])];
  }
}
