import { describe, expect, test } from 'vitest';
import type { FirstData } from '../src/api/first-data.js';
import { CARD_IDS } from '../src/state/view-state.js';
import { figureOf } from './support/expected.js';
import { libraryMessages, NOW, ZONE } from './support/library.js';
import { requestOf, type Service, startService } from './support/service.js';
import { startLibrary } from './support/subject.js';

async function read({ url }: Service, search: string, key?: string): Promise<string> {
  const headers = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/${search}`, { headers });
  expect(response.status).toBe(200);
  return response.text();
}

/** The text of a page, without its tags. */
function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

function linksIn(html: string): readonly string[] {
  return [...html.matchAll(/<a [^>]*href="(\?[^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
}

describe('the page with scripts', () => {
  test('is the same for everybody, and has no data', async () => {
    const service = await startService({ keys: 'key' });
    await service.memex.messages.append([requestOf(1)]);
    const html = await read(service, '?project=library');
    expect(await read(service, '?project=library', 'key')).toBe(html);
    expect(html).not.toContain('anna');
  });

  test('comes with the session and with what it is going to ask, if nobody needs a key', async () => {
    const service = await startLibrary();
    const firstOf = async (of: Service, search: string, key?: string): Promise<FirstData | undefined> => {
      const [, text] = /<meta name="memex:first" content="([^"]*)">/.exec(await read(of, search, key)) ?? [];
      return text === undefined
        ? undefined
        : JSON.parse(text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code)));
    };
    const callsOf = async (search: string) =>
      (await firstOf(service, search))?.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    expect((await firstOf(service, ''))?.session).toEqual(await service.api().session());
    expect(await callsOf('')).toEqual(['GET projects']);
    expect(await callsOf('?project=library')).toEqual(['GET projects', 'POST analytics/query']);
    expect(await callsOf('?project=library&page=conversations&conversation=a')).toEqual([
      'GET projects',
      'GET conversations',
      'GET performance/conversation/a',
    ]);
    expect(await callsOf('?page=operations')).toEqual(['GET projects', 'GET jobs/dead', 'GET status']);
    const locked = await startService({ keys: 'key' });
    for (const key of [undefined, 'key'])
      expect(await firstOf(locked, '?project=library', key)).toBeUndefined();
  });

  test('loads its files from this service, and has no script or style in its text', async () => {
    const service = await startService();
    const html = await read(service, '');
    const files = [...html.matchAll(/(?:src|href)="(dashboard\/[^"]+)"/g)].map(([, name]) => name);
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const name of files) {
      const { status, headers } = await fetch(`${service.url}/${name}`);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  test('sends browsers without scripts to the same state', async () => {
    const html = await read(await startService(), '?window=7d&where=channel:WEB&junk=%22%3E%3Cscript%3E');
    expect(html).toContain(
      '<noscript><meta http-equiv="refresh" content="0; url=?window=7d&#38;where=channel%3AWEB&#38;scripts=off"></noscript>',
    );
  });
});

describe('the page without scripts', () => {
  test('has the figures, the charts, and no script', async () => {
    const html = await read(await startLibrary(), '?scripts=off&window=28d');
    const scope = { from: '2026-09-29', to: '2026-10-26' };
    const text = textOf(html);
    for (const card of CARD_IDS) {
      const figure = figureOf(card, libraryMessages(), scope) ?? Number.NaN;
      const shown = card === 'fallback-rate' ? 100 * figure : figure;
      if (card !== 'answer-time')
        expect(text).toMatch(new RegExp(`\\b${shown < 10 ? shown.toFixed(1) : Math.round(shown)}`));
    }
    expect(html).toMatch(/<svg role="img"/);
    expect(html).not.toMatch(/<script|<style| style=| on\w+=/);
    expect(text).toContain(ZONE);
  });

  test('is left by no link and no form', async () => {
    const service = await startLibrary();
    for (const page of ['overview', 'conversations', 'analytics', 'overview&panel=intents']) {
      const html = await read(service, `?scripts=off&page=${page}`);
      expect(linksIn(html).length).toBeGreaterThan(3);
      for (const link of linksIn(html)) expect(new URLSearchParams(link).get('scripts')).toBe('off');
      for (const [form = ''] of html.matchAll(/<form.*?<\/form>/gs)) expect(form).toContain('value="off"');
    }
  });

  test('shows a conversation, and what was found', async () => {
    const service = await startLibrary();
    const chat = await read(
      service,
      '?scripts=off&page=conversations&window=all&conversation=conversation-7',
    );
    expect(textOf(chat)).toContain('please');
    const found = await read(service, '?scripts=off&page=conversations&window=all&text=sing');
    expect(textOf(found)).toContain('sing');
  });

  test('shows what anybody wrote as text', async () => {
    const service = await startService({ now: NOW });
    const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202Etxt`;
    await service.memex.messages.append([
      {
        ...requestOf(1),
        type: 'request',
        timestamp: new Date(NOW - 86_400_000),
        project: hostile,
        channel: hostile,
        conversationId: hostile,
        intent: { name: 'default' },
        content: { type: 'text', value: hostile },
      },
    ]);
    for (const search of [
      '',
      '&page=conversations',
      '&panel=not-understood',
      '&text=alert&page=conversations',
    ])
      for (const where of [
        '',
        `&conversation=${encodeURIComponent(hostile)}&project=${encodeURIComponent(hostile)}`,
      ]) {
        const html = await read(service, `?scripts=off&window=7d${search}${where}`);
        expect(html).toContain('alert(1)');
        expect(html).not.toMatch(/<script|<img src=x/);
      }
  });

  test('says what is wrong', async () => {
    const service = await startLibrary();
    expect(textOf(await read(service, '?scripts=off&where=nonsense:1'))).toContain(
      'must be the path of a message field',
    );
    await service.memex.stop();
    expect(textOf(await read(service, '?scripts=off'))).toContain('the store cannot serve now');
  });

  test('says how to send the first message, to this very address', async () => {
    const service = await startService();
    expect(textOf(await read(service, '?scripts=off'))).toContain(`curl ${service.url}/messages`);
  });

  test('shows operations to an admin only', async () => {
    const service = await startService({ keys: 'root:admin,all' });
    expect(textOf(await read(service, '?scripts=off&page=operations', 'root'))).toContain('Node');
    const refused = textOf(await read(service, '?scripts=off&page=operations', 'all'));
    expect(refused).toMatch(/admin/);
  });

  test('shows nothing without a key, and with one only its projects', async () => {
    const service = await startService({ keys: 'all,one:other:read', now: NOW });
    const timestamp = new Date(NOW - 86_400_000);
    await service.memex.messages.append([
      { ...requestOf(1), timestamp },
      { ...requestOf(2), timestamp, project: 'other', userId: 'bruno' },
    ]);
    for (const key of [undefined, 'wrong']) {
      const html = await read(service, '?scripts=off&project=library&page=conversations', key);
      expect(textOf(html)).toContain('needs an API key');
      expect(html).not.toMatch(/anna|bruno|other/);
    }
    const own = await read(service, '?scripts=off&page=conversations', 'one');
    expect(own).toContain('bruno');
    expect(own).not.toMatch(/anna|library/);
    const foreign = await read(service, '?scripts=off&page=conversations&project=library', 'one');
    expect(foreign).not.toContain('anna');
  });
});
