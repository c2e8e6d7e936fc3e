import type { ChartOption } from './engine.js';
import type { Formats } from './formats.js';
import { textWidth } from './text-width.js';
import type { ChartTheme } from './theme.js';

/** How a chart is drawn. */
export interface Look {
  readonly formats: Formats;
  readonly theme: ChartTheme;
  /** Texts above the chart, and how wide they may be; the subtitle may have several lines. The page has headings and legends of its own. */
  readonly heading?: { readonly title: string; readonly subtitle: string; readonly width: number };
}

const MARGIN = 16;
const TITLE_HEIGHT = 40;
const LINE_HEIGHT = 16;
const LEGEND_MARGIN = 12;
const LEGEND_LINE = 20;
const MARK_WIDTH = 22;
const GAP = 18;
/** Of a chart whose width nobody said. */
const USUAL_WIDTH = 600;

/**
 * What all charts have: the heading, and the legend where there is more than one thing to tell apart.
 *
 * @param mark - What stands before a name of the legend.
 */
export function frameOf(
  { theme, heading }: Look,
  legend: readonly string[],
  mark: 'bar' | 'line' = 'bar',
): Frame {
  const [inset, headingHeight] =
    heading === undefined
      ? [0, 0]
      : [MARGIN, TITLE_HEIGHT + LINE_HEIGHT * heading.subtitle.split('\n').length];
  const hasLegend = heading !== undefined && legend.length > 1;
  const text = { fontFamily: theme.font, overflow: 'truncate' } as const;
  const width = (heading?.width ?? USUAL_WIDTH) - 2 * MARGIN;
  return {
    option: {
      animation: false,
      backgroundColor: theme.surface,
      textStyle: { fontFamily: theme.font },
      ...(heading === undefined
        ? {}
        : {
            title: {
              text: heading.title,
              subtext: heading.subtitle,
              left: MARGIN,
              top: MARGIN / 2,
              padding: 0,
              itemGap: 4,
              textStyle: { ...text, width, color: theme.ink, fontSize: 16, fontWeight: 600 },
              subtextStyle: { ...text, width, color: theme.muted, fontSize: 12, lineHeight: LINE_HEIGHT },
            },
          }),
      ...(hasLegend
        ? {
            legend: {
              data: [...legend],
              left: inset,
              right: inset,
              top: headingHeight,
              selectedMode: false,
              itemWidth: MARK_WIDTH,
              itemGap: GAP,
              ...(mark === 'line' ? { itemStyle: { opacity: 0 } } : {}),
              itemHeight: 10,
              textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
            },
          }
        : {}),
    },
    inset,
    top: headingHeight + (hasLegend ? LEGEND_MARGIN + LEGEND_LINE * linesOf(legend, width) : 0),
  };
}

/** How many lines a legend takes. */
function linesOf(names: readonly string[], width: number): number {
  let [lines, room] = [1, width];
  for (const name of names) {
    const needed = MARK_WIDTH + GAP + textWidth(name, '12px');
    if (needed > room && room < width) {
      lines++;
      room = width;
    }
    room -= needed;
  }
  return lines;
}

export interface Frame {
  readonly option: ChartOption;
  /** Free space at the other sides. */
  readonly inset: number;
  /** Where the chart itself begins. */
  readonly top: number;
}

/** The place of a chart with axes, below the heading and the legend. */
export function gridOf({ inset, top }: Frame) {
  return {
    left: inset,
    right: inset + MARGIN,
    top: top + MARGIN / 2,
    bottom: inset + MARGIN / 4,
    outerBoundsMode: 'same' as const,
  };
}

/** Names and values at an axis. */
export function axisLabelOf({ theme }: Look): {
  readonly color: string;
  readonly fontFamily: string;
  readonly fontSize: number;
} {
  return { color: theme.muted, fontFamily: theme.font, fontSize: 12 };
}
