import type { StaticFiles } from './static-files.js';

export interface HtmlOptions {
  readonly title: string;
  /** Rendered components. */
  readonly body: string;
  /** Where browsers without scripts go; `undefined` for the page that has none itself. */
  readonly withoutScripts: string | undefined;
}

/** The page around the components. Addresses are relative, so that it works wherever it is mounted. */
export function htmlPage(files: StaticFiles, { title, body, withoutScripts }: HtmlOptions): string {
  const scripts =
    withoutScripts === undefined
      ? []
      : [
          ...files.preload.map((name) => `<link rel="modulepreload" href="dashboard/${name}">`),
          `<script type="module" src="dashboard/${files.script}"></script>`,
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
