import type { ChartOption } from './engine.js';
import type { Formats } from './formats.js';
import type { ChartTheme } from './theme.js';

/** How a chart is drawn. */
export interface Look {
  readonly formats: Formats;
  readonly theme: ChartTheme;
  /** Texts above the chart, and how wide they may be. The page has headings of its own. */
  readonly heading?: { readonly title: string; readonly subtitle: string; readonly width: number };
}

const MARGIN = 16;
const HEADING_HEIGHT = 56;
const LEGEND_HEIGHT = 32;

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
  const [inset, headingHeight] = heading === undefined ? [0, 0] : [MARGIN, HEADING_HEIGHT];
  const hasLegend = legend.length > 1;
  const text = { fontFamily: theme.font, overflow: 'truncate' } as const;
  const width = (heading?.width ?? 0) - 2 * MARGIN;
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
              subtextStyle: { ...text, width, color: theme.muted, fontSize: 12 },
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
              itemWidth: 22,
              itemGap: 18,
              ...(mark === 'line' ? { itemStyle: { opacity: 0 } } : {}),
              itemHeight: 10,
              textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 12 },
            },
          }
        : {}),
    },
    inset,
    top: headingHeight + (hasLegend ? LEGEND_HEIGHT : 0),
  };
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
