import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CHROMIUM } from '@memex/test-services';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

const SCRIPT = fileURLToPath(new URL('./page.mjs', import.meta.url));
const PAGE = '<!doctype html><script type="module" src="/page.mjs"></script>';

/** A browser, and a server with the package as it is built and an empty page. */
export interface Browser {
  readonly context: BrowserContext;
  open(): Promise<Page>;
}

export async function startBrowser(): Promise<Browser> {
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (path === '/') return void outgoing.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    const code = await readFile(path === '/page.mjs' ? SCRIPT : DIST + path.slice(1)).catch(() => undefined);
    outgoing.writeHead(code === undefined ? 404 : 200, { 'content-type': 'text/javascript' }).end(code);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  onTestFinished(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });
  const context = await browser.newContext();
  const address = server.address();
  const url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : '';
  return {
    context,
    async open() {
      const page = await context.newPage();
      await page.goto(url);
      await page.waitForFunction('window.countKept !== undefined');
      return page;
    },
  };
}
