import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';
import { NOW } from '../support/library.js';

const skipped = withoutChromium();

const HOSTILE: Readonly<Record<string, string>> = {
  markup: '<b>bold</b> <img src=x onerror="window.hurt = 1"> &amp; &lt;',
  script: '</script><script>window.hurt = 1</script><style>*{display:none}</style>',
  link: 'javascript:window.hurt=1 data:text/html,<script>window.hurt=1</script>',
  overrides: '\u202Etxt.exe\u2066 \u2067 abc \u2069',
  emoji: '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇮🇹 e\u0301',
  surrogate: 'half \uD83D of one',
  template: '#{7*7} {{7*7}} %s',
};

describe.skipIf(skipped !== '')(`texts of anybody in Chromium${skipped}`, () => {
  test('are shown as text, wherever they stand', async () => {
    const { page, service, open } = await openPage({ isEmpty: true });
    const entries = Object.values(HOSTILE).flatMap((text, index) => [
      {
        type: 'request' as const,
        project: 'library',
        messageId: `${index}`,
        conversationId: 'hostile',
        userId: text.toWellFormed(),
        channel: text,
        language: text,
        intent: { name: index === 0 ? 'default' : text },
        timestamp: new Date(NOW - 86_400_000 + index * 1_000),
        content: { type: 'text' as const, value: text },
      },
    ]);
    await service.memex.messages.append(entries);
    await page.locator('.cards').waitFor();
    await settle(page);
    const channels = await page.locator('[data-panel="channels"] a.name').allTextContents();
    expect(channels).toHaveLength(5);
    for (const search of ['?panel=channels', '?panel=languages', '?panel=intents', '?panel=not-understood'])
      await open(search);
    await open('?page=conversations&conversation=hostile');
    await page.locator('.bubble').first().waitFor();
    const shown = await page.locator('.bubble > bdi').allTextContents();
    expect(shown).toEqual(Object.values(HOSTILE));
    expect(await page.locator('.bubble > bdi').first().locator('*').count()).toBe(0);
    await open('?page=conversations&text=bold');
    await page.locator('.found li').first().waitFor();
    expect(await page.evaluate('window.hurt')).toBeUndefined();
  });

  test('do not break out of their place, or block the page, when they are endless', async () => {
    const { page, service } = await openPage({
      isEmpty: true,
      search: '?page=conversations&conversation=long',
      browser: { viewport: { width: 400, height: 700 } },
    });
    const endless = 'a'.repeat(2 ** 20 - 1_000);
    await service.memex.messages.append([
      {
        type: 'request',
        project: 'library',
        messageId: '1',
        conversationId: 'long',
        userId: 'u'.repeat(200),
        channel: 'WEB',
        timestamp: new Date(NOW - 86_400_000),
        content: { type: 'text', value: endless },
      },
    ]);
    await page.locator('.bubble').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await page.locator('.long summary').click();
    expect(await page.locator('.whole').textContent()).toBe(endless);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  });
});
