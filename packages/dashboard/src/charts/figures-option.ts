import type { FiguresChart } from './chart.js';
import type { ChartOption } from './engine.js';
import { frameOf, type Look } from './look.js';

/** Figures beside each other. */
const COLUMNS = 3;
const USUAL_WIDTH = 600;
const MARGIN = 16;
const ROW_HEIGHT = 76;

/** Numbers, each with its name, and what it was in the period before. */
export function figuresOption({ rows, unit }: FiguresChart, look: Look): ChartOption {
  const { theme, formats } = look;
  const frame = frameOf(look, []);
  const columns = Math.max(1, Math.min(COLUMNS, rows.length));
  const columnWidth = ((look.heading?.width ?? USUAL_WIDTH) - MARGIN) / columns;
  const heading = frame.option.title;
  const figures = rows.map(({ name, value, previous }, index) => ({
    text: formats.number(value, unit),
    subtext: previous === undefined ? name : `${name}\nprevious ${formats.number(previous, unit)}`,
    left: MARGIN + columnWidth * (index % columns),
    top: frame.top + 12 + ROW_HEIGHT * Math.floor(index / columns),
    padding: 0,
    itemGap: 4,
    textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 24, fontWeight: 600 as const },
    subtextStyle: {
      color: theme.muted,
      fontFamily: theme.font,
      fontSize: 12,
      lineHeight: 16,
      width: columnWidth - MARGIN,
      overflow: 'truncate' as const,
    },
  }));
  return {
    ...frame.option,
    title: [...(heading === undefined ? [] : [heading].flat()), ...figures],
  };
}

/** How high the rows of some figures are, in pixels. */
export function figuresHeight(count: number): number {
  return Math.ceil(count / COLUMNS) * ROW_HEIGHT;
}
