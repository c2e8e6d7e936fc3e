import type { DescriptorInput } from '@memex/core';
import { describe, expect, test } from 'vitest';
import { createAsk } from '../src/data/ask.js';
import { createLoader, descriptorsOf } from '../src/data/loader.js';
import { type Api, type ApiError, createApi } from '../src/index.js';
import { CARD_IDS, PANEL_IDS } from '../src/state/view-state.js';
import { startService } from './support/service.js';
import { startLibrary, subjectIn } from './support/subject.js';

/** The API of a service, and the descriptors of each query that it was sent. */
function watched(url: string): { readonly api: Api; readonly queries: (readonly DescriptorInput[])[] } {
  const queries: (readonly DescriptorInput[])[] = [];
  const api = createApi(({ path, ...call }) => {
    if (path === 'analytics/query') queries.push(JSON.parse(call.body ?? ''));
    return fetch(`${url}/${path}`, call);
  });
  return { api, queries };
}

const countOf = (field: string): DescriptorInput => ({
  project: 'library',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'message',
  metric: 'requests',
  filters: [{ field, operation: 'term', value: 'x' }],
});

describe('questions', () => {
  test('of one turn are asked in one call, each once', async () => {
    const { api, queries } = watched((await startLibrary()).url);
    const loader = createLoader(subjectIn({ kind: 'named', name: 'month' }), api);
    await Promise.all([...CARD_IDS.map((id) => loader.card(id)), ...PANEL_IDS.map((id) => loader.panel(id))]);
    const [query = [], ...others] = queries;
    expect(others).toEqual([]);
    expect(new Set(query.map((one) => JSON.stringify(one))).size).toBe(query.length);
    expect(query.length).toBeLessThanOrEqual(20);
  });

  test('that cannot be answered leave the others', async () => {
    const { api, queries } = watched((await startService()).url);
    const ask = createAsk(api, {});
    const [bad, good] = await Promise.allSettled([ask([countOf('nonsense')]), ask([countOf('channel')])]);
    expect(good).toMatchObject({ status: 'fulfilled', value: [{ count: 0 }] });
    expect(bad).toMatchObject({ status: 'rejected', reason: { status: 400 } });
    expect(String((bad as { readonly reason: ApiError }).reason.message)).toContain('field');
    expect(queries).toHaveLength(3);
  });

  test('more than the API takes at once are divided among calls', async () => {
    const { api, queries } = watched((await startService()).url);
    const ask = createAsk(api, {});
    const many = Array.from({ length: 60 }, (_, number) =>
      ask([countOf(`metadata.a${number}`), countOf('channel')]),
    );
    expect(await Promise.all(many)).toHaveLength(60);
    expect(queries.map(({ length }) => length)).toEqual([50, 12]);
  });

  test('are not repeated where the key is refused', async () => {
    const { api, queries } = watched((await startService({ keys: 'key' })).url);
    const ask = createAsk(api, {});
    const answers = await Promise.allSettled([ask([countOf('channel')]), ask([countOf('language')])]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(queries).toHaveLength(1);
  });

  test('are given up together', async () => {
    const { api } = watched((await startService()).url);
    const ask = createAsk(api, { signal: AbortSignal.abort() });
    await expect(ask([countOf('channel')])).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test('of every card and panel can be defined', async () => {
    const { api } = await startService();
    const subject = subjectIn({ kind: 'named', name: 'last-month' }, [{ field: 'channel', value: 'WEB' }]);
    for (const source of [...CARD_IDS, ...PANEL_IDS])
      for (const descriptor of descriptorsOf(source, subject))
        expect(await api().define(descriptor)).not.toBe('');
  });
});
