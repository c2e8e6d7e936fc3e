import { CHROMIUM } from '@memex/test-services';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type Gateway, startGateway } from './gateway.js';
import { libraryMessages, NOW, ZONE } from './library.js';
import { type Service, type ServiceOptions, startService } from './service.js';

/** A page in a browser, and the service that it shows. Both end with the test. */
export interface OpenPage {
  readonly page: Page;
  readonly service: Service;
  readonly gateway: Gateway;
  /** Opens another address of the page, and waits until its data are there. */
  readonly open: (search: string) => Promise<void>;
}

export interface OpenOptions extends ServiceOptions {
  readonly search?: string;
  readonly browser?: BrowserContextOptions;
  /** Whether the store has the messages of the library. */
  readonly isEmpty?: boolean;
  /** Faults of the page that the test brings about, as the console tells them. */
  readonly expectedErrors?: RegExp;
}

/**
 * Opens the page in Chromium. At the end, the test fails if the console told an error, or if a request went anywhere but to the service.
 */
export async function openPage({
  search = '',
  browser: context,
  isEmpty = false,
  expectedErrors,
  ...options
}: OpenOptions = {}): Promise<OpenPage> {
  const service = await startService({ now: NOW, timeZone: ZONE, ...options });
  if (!isEmpty) await service.memex.messages.append(libraryMessages());
  const gateway = await startGateway(service.url);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await (await browser.newContext({ locale: 'en-GB', ...context })).newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning')
      faults.push(`${line.text()} ${line.location().url}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && `${origin}/` !== gateway.url)
      faults.push(`a request went to ${request.url()}`);
  });
  onTestFinished(async () => {
    await browser.close();
    expect(faults.filter((fault) => expectedErrors?.test(fault) !== true)).toEqual([]);
  });
  // Only the clock: timers run as ever.
  await page.clock.setFixedTime(NOW);
  const open = async (next: string): Promise<void> => {
    await page.goto(gateway.url + next);
    await settle(page);
  };
  await open(search);
  return { page, service, gateway, open };
}

/** Waits until the page shows what its address says. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main[aria-busy="false"]').waitFor();
}
