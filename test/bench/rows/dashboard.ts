import { MICROS_PER_DAY } from '@memex/core/toolkit';
import { CHROMIUM } from '@memex/test-services';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { request } from 'undici';
import { median } from '../../src/median.js';
import { SAMPLE_PROJECT } from '../../src/samples.js';
import { startServer } from '../../src/server.js';
import type { Row } from '../row.js';
import { filledFolder } from '../stores.js';

const MAX_FIRST_PAINT_MS = 300;
const MAX_ALL_PANELS_MS = 1_500;

/** The first page after a start waits for columns. */
const MAX_WAIT_MS = 120_000;

/** The thirty days that the samples are spread over. */
const WINDOW = { from: '2026-01-01', to: '2026-01-30' };

export const dashboard: Row = {
  name: 'dashboard',
  work: 'the dashboard in Chromium, from its address to the last panel, over the large store',
  against:
    'the calls of the API that it makes, without a browser, each once those that it waits for are answered',
  unit: 'pages/s',
  atLeast: 0.7,
  prepare: async ({ messages }) => {
    const folder = await filledFolder(messages, { users: 500, step: (30 * MICROS_PER_DAY) / messages });
    const server = await startServer({ folder });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const address = `${server.url}/?${new URLSearchParams({ project: SAMPLE_PROJECT, ...WINDOW })}`;
    const shown: Shown[] = [];
    const floors: number[] = [];
    return {
      memex: {
        measure: async () => {
          const page = await show(browser, address);
          shown.push(page);
          floors.push(await floorOf(browser, server.url, page.calls));
          return 1_000 / page.allPanelsMs;
        },
        [Symbol.asyncDispose]: async () => {
          await browser.close();
          await server[Symbol.asyncDispose]();
        },
      },
      bare: {
        measure: async () => {
          const calls = shown.at(-1)?.calls ?? [];
          const begin = performance.now();
          await repeat(calls);
          return 1_000 / (performance.now() - begin);
        },
        [Symbol.asyncDispose]: async () => undefined,
      },
      note: () => noteOf(shown.slice(1), floors.slice(1)),
    };
  },
};

function noteOf(shown: readonly Shown[], floors: readonly number[]) {
  const firstPaint = median(shown.map(({ firstPaintMs }) => firstPaintMs));
  const allPanels = median(shown.map(({ allPanelsMs }) => allPanelsMs));
  const calls = median(shown.map((one) => one.calls.length));
  return {
    text:
      `first paint ${firstPaint.toFixed(0)} ms, all panels ${allPanels.toFixed(0)} ms, ${calls} calls; ` +
      `an empty page that makes the same calls ${median(floors).toFixed(0)} ms`,
    holds: firstPaint < MAX_FIRST_PAINT_MS && allPanels < MAX_ALL_PANELS_MS,
  };
}

/** A page that was shown to its end. */
interface Shown {
  readonly firstPaintMs: number;
  readonly allPanelsMs: number;
  readonly calls: readonly Call[];
}

/** A call of the API, and when it was made and answered, in milliseconds. */
interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly began: number;
  readonly ended: number;
}

/** Opens the page with nothing in the cache of the browser. */
async function show(browser: Browser, address: string): Promise<Shown> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const calls = callsOf(page);
  await page.addInitScript(watch);
  await page.goto(address);
  const allPanelsMs = await page.waitForFunction(() => Reflect.get(window, 'allPanelsMs'), undefined, {
    timeout: MAX_WAIT_MS,
  });
  const shown = {
    allPanelsMs: Number(await allPanelsMs.jsonValue()),
    firstPaintMs: await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    ),
    calls: await calls(),
  };
  await context.close();
  return shown;
}

/**
 * How long a page takes that does nothing but make the same calls at once, and show their answers as text: what is left where no script has to be loaded, and
 * nothing is drawn.
 */
async function floorOf(browser: Browser, url: string, calls: readonly Call[]): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(askAndShow, calls);
  await page.goto(`${url}/health`);
  const floorMs = await page.waitForFunction(() => Reflect.get(window, 'floorMs'), undefined, {
    timeout: MAX_WAIT_MS,
  });
  const measured = Number(await floorMs.jsonValue());
  await context.close();
  return measured;
}

/** Runs in the page, before anything of it is there. */
function askAndShow(calls: readonly Call[]): void {
  const answers = calls.map(async ({ url, method, headers, body }) =>
    (await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })).text(),
  );
  void Promise.all(answers).then((texts) => {
    document.body.textContent = texts.join('\n');
    requestAnimationFrame(() => Object.assign(window, { floorMs: performance.now() }));
  });
}

/** Runs in the page: tells when nothing is loading any more, the chart is drawn, and all of that is painted. */
function watch(): void {
  const isComplete = (): boolean =>
    document.querySelector('main[aria-busy="false"]') !== null &&
    document.querySelector('.loading') === null &&
    document.querySelector('main svg[role="img"]') !== null;
  const look = (): void => {
    if (!isComplete()) return void requestAnimationFrame(look);
    requestAnimationFrame(() => Object.assign(window, { allPanelsMs: performance.now() }));
  };
  requestAnimationFrame(look);
}

/** Notes what a page asks of the API. The live stream is left out: it has no end. */
function callsOf(page: Page): () => Promise<readonly Call[]> {
  const calls: Promise<Call>[] = [];
  const begun = new Map<Request, number>();
  page.on('request', (made) => void begun.set(made, performance.now()));
  page.on('requestfinished', (made) => {
    const { pathname } = new URL(made.url());
    const began = begun.get(made);
    if (pathname === '/' || pathname === '/live' || pathname.startsWith('/dashboard/') || began === undefined)
      return;
    const called = {
      method: made.method(),
      url: made.url(),
      body: made.postData() ?? undefined,
      began,
      ended: performance.now(),
    };
    calls.push(made.allHeaders().then((headers) => ({ ...called, headers: sent(headers) })));
  });
  return () => Promise.all(calls);
}

function sent(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = ['accept', 'content-type'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

/** Makes calls again, each after those that were answered before it was made. */
async function repeat(calls: readonly Call[]): Promise<void> {
  const made = new Map<Call, Promise<void>>();
  for (const call of calls.toSorted((one, other) => one.began - other.began)) {
    const awaited = [...made].filter(([{ ended }]) => ended <= call.began).map(([, answer]) => answer);
    made.set(
      call,
      Promise.all(awaited).then(() => make(call)),
    );
  }
  await Promise.all(made.values());
}

async function make({ method, url, headers, body }: Call): Promise<void> {
  const answer = await request(url, {
    method: method === 'POST' ? 'POST' : 'GET',
    headers,
    body: body ?? null,
  });
  await answer.body.text();
  if (answer.statusCode >= 400) throw new Error(`${url} answered ${answer.statusCode}`);
}
