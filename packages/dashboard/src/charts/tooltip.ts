import type { Chart } from './chart.js';
import type { TooltipOption } from './engine.js';
import type { Look } from './look.js';
import { pointLines } from './reading.js';

/** What a pointer over a bucket shows: the same that is read aloud. It is drawn as SVG, since markup would need inline styles. */
export function bucketTooltip(chart: Chart, look: Look): TooltipOption {
  const { theme } = look;
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.ink,
    borderWidth: 0,
    textStyle: { color: theme.onInk, fontFamily: theme.font, fontSize: 12 },
    axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
    formatter: (params) => {
      const [first] = Array.isArray(params) ? params : [params];
      const lines = first === undefined ? [] : pointLines(chart, first.dataIndex, look.formats);
      return lines.map(unstyled).join('\n');
    },
  };
}

/** ECharts takes `{name|text}` for a style. */
function unstyled(text: string): string {
  return text.replaceAll('{', '{\u2060');
}
