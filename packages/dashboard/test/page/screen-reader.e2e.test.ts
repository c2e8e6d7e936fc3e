import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { createLoader } from '../../src/data/loader.js';
import { accessibilityTree, allOf, oneOf, textsIn } from '../support/accessibility-tree.js';
import { openPage, settle } from '../support/browser.js';
import { subjectIn } from '../support/subject.js';

const skipped = withoutChromium();
const WEEK = { kind: 'named', name: '7d' } as const;

describe.skipIf(skipped !== '')(`what a screen reader is told in Chromium${skipped}`, () => {
  test('the parts of the page, and its headings in order', async () => {
    const { page } = await openPage({ search: '?window=7d' });
    const tree = await accessibilityTree(page);
    for (const [role, name] of [
      ['banner', ''],
      ['navigation', 'Pages'],
      ['navigation', 'Window'],
      ['main', ''],
      ['contentinfo', ''],
      ['region', 'Figures'],
      ['region', 'Intents'],
    ] as const)
      expect(allOf(tree, role, name)).toHaveLength(1);
    const levels = allOf(tree, 'heading').map(({ properties: { level }, name }) => `${level} ${name}`);
    expect(levels).toEqual([
      '1 Overview',
      '2 Active users',
      '2 Intents',
      '2 Not understood',
      '2 Channels',
      '2 Languages',
      '2 Message types',
      '2 Hours and weekdays',
    ]);
    expect(oneOf(oneOf(tree, 'navigation', 'Pages'), 'link', 'Overview').properties).toMatchObject({
      focusable: true,
    });
  });

  test('each card with its figure, and which of them is chosen', async () => {
    const { page, service } = await openPage({ search: '?window=7d&card=new-users' });
    const { value, previous } = await createLoader(subjectIn(WEEK), service.api()).card('new-users');
    const cards = allOf(oneOf(await accessibilityTree(page), 'region', 'Figures'), 'listitem');
    expect(cards.map((card) => allOf(card, 'link')[0]?.name)).toEqual([
      'Active users',
      'New users',
      'Conversations',
      'Messages a conversation',
      'Fallback rate',
      'Median answer time',
    ]);
    const [, chosen] = cards;
    if (chosen === undefined) throw new Error('there are six');
    const texts = textsIn(chosen);
    expect(texts).toContain(String(value));
    expect(texts).toContain(`was ${previous?.value}`);
    expect(await page.locator('[data-card] a[aria-current="true"]').textContent()).toBe('New users');
    // The spark line says nothing that the figures do not say.
    expect(allOf(chosen, 'image')).toEqual([]);
  });

  test('the chart: what it is, each point as it is reached, and the same numbers as a table', async () => {
    const { page } = await openPage({ search: '?window=7d' });
    const name = /^Active users\. People who wrote, 7 days\. Arrow keys move along it/;
    const chart = oneOf(await accessibilityTree(page), 'application', name);
    expect(chart.properties).toMatchObject({ focusable: true, roledescription: 'chart' });
    expect(chart.children).toEqual([]);
    await page.getByRole('application', { name: /Active users/ }).press('End');
    const point = page.locator('.main-chart [data-chart-point]');
    await expect.poll(() => point.textContent()).toMatch(/^Monday,? 26 October 2026: current \d+/);
    expect(await point.getAttribute('aria-live')).toBe('polite');
    const spoken = textsIn(oneOf(await accessibilityTree(page), 'region', 'Active users'));
    expect(spoken.join(' ')).toMatch(/Monday,? 26 October 2026: current \d+, previous \d+/);

    await page.locator('.main-chart summary', { hasText: 'Numbers' }).click();
    const tree = oneOf(await accessibilityTree(page), 'region', 'Numbers of Active users');
    expect(allOf(tree, 'columnheader').map(({ name: column }) => column)).toEqual([
      'day',
      'current',
      'previous',
    ]);
    expect(allOf(tree, 'rowheader')).toHaveLength(7);
    expect(allOf(tree, 'cell')).toHaveLength(14);
  });

  test('hours and weekdays as a table with a name, whose cells have their numbers', async () => {
    const { page, service } = await openPage({ search: '?window=7d' });
    const data = await createLoader(subjectIn(WEEK), service.api()).panel('hours');
    const counts = data.kind === 'hours' ? data.counts.flat().map(String) : [];
    const table = oneOf(await accessibilityTree(page), 'table', 'Requests by weekday and hour');
    expect(allOf(table, 'rowheader')).toHaveLength(7);
    expect(allOf(table, 'columnheader')).toHaveLength(24);
    const cells = allOf(table, 'cell').map(({ name }) => name);
    expect(cells.slice(-counts.length).map((text) => text.replace(/^.*, /, ''))).toEqual(counts);
  });

  test('menus and chips by what they are about', async () => {
    const { page } = await openPage({ search: '?window=7d&where=channel:WEB' });
    const tree = await accessibilityTree(page);
    expect(oneOf(oneOf(tree, 'list', 'Filters'), 'link', /^Remove the filter/).name).toMatch(/WEB/);
    const menu = allOf(tree, 'DisclosureTriangle', 'Export Intents');
    expect(menu).toHaveLength(1);
    expect(menu[0]?.properties).toMatchObject({ expanded: false });
  });

  test('a conversation at the side, who says what, and where the focus goes', async () => {
    const { page } = await openPage({ search: '?window=91d&page=conversations' });
    await page.locator('[data-row]').first().click();
    await page.locator('.bubble').first().waitFor();
    await settle(page);
    const tree = await accessibilityTree(page);
    const chat = oneOf(tree, 'complementary', /^Conversation conversation-\d+$/);
    expect(oneOf(chat, 'heading', /^Conversation conversation-\d+$/).properties).toMatchObject({
      focused: true,
    });
    const messages = await page.locator('.bubble').count();
    expect(allOf(chat, 'list')[0]?.children.filter(({ role }) => role === 'listitem')).toHaveLength(messages);
    expect(oneOf(chat, 'link', 'Close').properties).toMatchObject({ focusable: true });
    expect(allOf(tree, 'status', '').length).toBeGreaterThan(0);
    expect(textsIn(tree)).toContain('The newest 50 conversations.');
  });

  test('the list of keys as a modal dialog with a name, which hides the rest', async () => {
    const { page } = await openPage();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    const tree = await accessibilityTree(page);
    const dialog = oneOf(tree, 'dialog', 'Keyboard');
    expect(dialog.properties).toMatchObject({ modal: true });
    expect(allOf(dialog, 'button', 'Close')).toHaveLength(1);
    expect(allOf(tree, 'main')).toEqual([]);
  });

  test('what went wrong, at once', async () => {
    const { page, gateway } = await openPage({ search: '?page=analytics', expectedErrors: /503|live/ });
    gateway.refuses = (path) => path.startsWith('/analytics/query');
    await page.locator('nav a', { hasText: 'Overview' }).click();
    await page.locator('[data-panel="languages"] .failed').waitFor();
    await settle(page);
    const panel = oneOf(await accessibilityTree(page), 'region', 'Languages');
    expect(textsIn(oneOf(panel, 'alert'))).toContain('Unavailable: the store is busy');
    expect(allOf(panel, 'button', 'Try again')).toHaveLength(1);
  });
});
