import { FIRST_DATA, type FirstData } from '../api/first-data.js';
import type { StaticFiles } from './static-files.js';

export interface HtmlOptions {
  readonly title: string;
  /** Rendered components. */
  readonly body: string;
  /** Where browsers without scripts go; `undefined` for the page that has none itself. */
  readonly withoutScripts: string | undefined;
  /** What the scripts know at once. */
  readonly data?: FirstData | undefined;
}

/** The page around the components. Addresses are relative, so that it works wherever it is mounted. */
export function htmlPage(files: StaticFiles, { title, body, withoutScripts, data }: HtmlOptions): string {
  const scripts =
    withoutScripts === undefined
      ? []
      : [
          ...(data === undefined
            ? []
            : [
                `<meta name="${FIRST_DATA}" content="${escapeHtml(JSON.stringify(data))}">`,
                `<script async src="dashboard/${files.start}"></script>`,
              ]),
          ...files.preload.map((name) => `<link rel="modulepreload" href="dashboard/${name}">`),
          `<script type="module" src="dashboard/${files.script}"></script>`,
          ...files.later.map(
            (name) => `<link rel="modulepreload" fetchpriority="low" href="dashboard/${name}">`,
          ),
          `<noscript><meta http-equiv="refresh" content="0; url=${escapeHtml(withoutScripts)}"></noscript>`,
        ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    '<link rel="icon" href="data:,">',
    `<link rel="stylesheet" href="dashboard/${files.style}">`,
    ...scripts,
    '</head>',
    `<body><div id="app">${body}</div></body>`,
    '</html>',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
