import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CHROMIUM } from '@memex/test-services';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { themeCss } from '../../src/charts/theme.js';

const SCRIPT = fileURLToPath(new URL('./draw-script.ts', import.meta.url));

/** As the service answers with the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** A page in a browser, and what it complained about. */
export interface ChartPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a page with some content, and a chart that its script drew, under the policy of the dashboard. */
export async function openChartPage(content: string): Promise<ChartPage> {
  const bundle = await build({
    entryPoints: [SCRIPT],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', htmlOf(content)],
    '/style.css': ['text/css', `${themeCss()}#chart { width: 600px; height: 300px; }`],
    '/page.js': ['text/javascript', bundle.outputFiles[0]?.text ?? ''],
    '/favicon.ico': ['image/x-icon', ''],
  };
  const server = createServer((incoming, outgoing) => {
    const [type, text] = files[incoming.url ?? ''] ?? ['text/plain', ''];
    outgoing.setHeader('content-security-policy', POLICY).setHeader('content-type', type).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  onTestFinished(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await page.goto(`http://127.0.0.1:${port}/`);
  return { page, complaints };
}

function htmlOf(content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A chart</title>
<link rel="stylesheet" href="/style.css"></head>
<body><main id="static">${content}</main><div id="chart"></div><script type="module" src="/page.js"></script></body></html>`;
}
