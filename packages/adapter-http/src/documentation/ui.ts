import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { NotFoundError } from '@memex/core';
import type { Answer } from '../response/answer.js';

/** The files of Swagger UI, which the build copies. */
const FOLDER = new URL('../../dist/swagger-ui/', import.meta.url);

/** URLs are relative, so that the page works wherever the app is mounted. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Memex: HTTP API</title>
    <link rel="icon" type="image/png" href="ui/favicon-32x32.png">
    <link rel="stylesheet" href="ui/swagger-ui.css">
    <style>.dark-mode .swagger-ui .headers td { color: #e4e6e6 }</style>
  </head>
  <body>
    <main id="ui"></main>
    <noscript>The document itself is at <a href="../documentation">/documentation</a>.</noscript>
    <script src="ui/swagger-ui-bundle.js"></script>
    <script src="ui/start.js"></script>
  </body>
</html>
`;

/**
 * Swagger UI shows an open lock where a key is needed and none is given yet, and a closed one afterwards. Here a lock is closed until there is a key,
 * and operations without a lock need none. The page is dark where the system is.
 */
const START = `const icons = {};
const shownAs = (own, other) => (Original, { React }) => {
  icons[own] = Original;
  return (props) => React.createElement(icons[other], props);
};
const locks = () => ({
  wrapComponents: {
    LockAuthIcon: shownAs('closed', 'open'),
    UnlockAuthIcon: shownAs('open', 'closed'),
    LockAuthOperationIcon: shownAs('closedOfOperation', 'openOfOperation'),
    UnlockAuthOperationIcon: shownAs('openOfOperation', 'closedOfOperation'),
  },
});
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
follow();
dark.addEventListener('change', follow);
SwaggerUIBundle({ url: '../documentation', dom_id: '#ui', deepLinking: true, validatorUrl: null, plugins: [locks] });
`;

/** Those that the page loads. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    // Swagger UI sets inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'public, max-age=3600',
};

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('package.json', FOLDER), 'utf8'),
);

/** A file changes only with its package. The tag is weak, since the file may be compressed or not. */
const ETAG = `W/"${version}"`;

export function pageAnswer(): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body: PAGE, headers: HEADERS };
}

/** @throws NotFoundError if the page has no such file. */
export async function fileAnswer(name: string): Promise<Answer> {
  if (name === 'start.js') {
    return { status: 200, type: 'text/javascript; charset=utf-8', body: START, headers: HEADERS };
  }
  const type = FILES.get(name);
  if (type === undefined) throw new NotFoundError('the file');
  const path = fileURLToPath(new URL(name, FOLDER));
  const { size } = await stat(path);
  return { status: 200, type, body: { path, size }, headers: { ...HEADERS, ETag: ETAG } };
}
