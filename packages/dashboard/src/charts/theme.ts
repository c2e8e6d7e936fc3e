/** The colours of a chart, and its font. */
export interface ChartTheme {
  readonly font: string;
  /** Behind everything; `transparent` where the page is. */
  readonly surface: string;
  readonly ink: string;
  /** Texts on ink. */
  readonly onInk: string;
  readonly muted: string;
  readonly grid: string;
  readonly accent: string;
  readonly previous: string;
  /** Parts in their order. What has no colour left has that of `previous`. */
  readonly palette: readonly string[];
}

const FONT = 'system-ui, sans-serif';

const LIGHT: ChartTheme = {
  font: FONT,
  surface: '#ffffff',
  ink: '#1c2330',
  onInk: '#ffffff',
  muted: '#566072',
  grid: '#e3e7ee',
  accent: '#1f5fd6',
  previous: '#76808f',
  palette: ['#1f5fd6', '#b3560b', '#0f766e', '#b5246f', '#7040d6', '#4a7310', '#0b7285', '#a02c2c'],
};

const DARK: ChartTheme = {
  font: FONT,
  surface: '#14171c',
  ink: '#e8ebf0',
  onInk: '#14171c',
  muted: '#a4adbb',
  grid: '#2b313b',
  accent: '#7fadff',
  previous: '#8d97a6',
  palette: ['#7fadff', '#f2a65a', '#53cdbf', '#f48abb', '#b89dff', '#a5cf63', '#61c7dd', '#f29090'],
};

/** The themes of files. */
export const THEMES = {
  light: LIGHT,
  dark: DARK,
  print: { ...LIGHT, ink: '#000000', muted: '#333333' },
} as const satisfies Readonly<Record<string, ChartTheme>>;

export type ThemeName = keyof typeof THEMES;

const COLOURS = ['ink', 'onInk', 'muted', 'grid', 'accent', 'previous'] as const;

/**
 * The theme of charts on the page: colours are variables of its style sheet, so that a chart follows a change of the theme without being
 * drawn again, and is right without scripts.
 */
export const PAGE_THEME: ChartTheme = {
  ...LIGHT,
  ...Object.fromEntries(variablesOf(LIGHT).map(({ key, name, colour }) => [key, `var(${name}, ${colour})`])),
  surface: 'transparent',
  palette: LIGHT.palette.map((colour, index) => `var(${partName(index)}, ${colour})`),
};

/** The style sheet that gives {@link PAGE_THEME} its colours. Paper has the light ones. */
export function themeCss(): string {
  const dark = `@media screen and (prefers-color-scheme: dark) {\n${ruleOf(DARK)}}\n`;
  return ruleOf(LIGHT) + dark;
}

function variablesOf(
  theme: ChartTheme,
): readonly { readonly key: string; readonly name: string; readonly colour: string }[] {
  return COLOURS.map((key) => ({ key, name: `--chart-${key.toLowerCase()}`, colour: theme[key] }));
}

function partName(index: number): string {
  return `--chart-part-${index + 1}`;
}

function ruleOf(theme: ChartTheme): string {
  const lines = [
    ...variablesOf(theme).map(({ name, colour }) => `  ${name}: ${colour};\n`),
    ...theme.palette.map((colour, index) => `  ${partName(index)}: ${colour};\n`),
  ];
  return `:root {\n${lines.join('')}}\n`;
}
