import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { firstModel, type Model } from '../src/browser/model.js';
import { createFormats } from '../src/charts/formats.js';
import { DEFAULT_STATE, type ViewState } from '../src/state/view-state.js';
import { createScene } from '../src/views/create-scene.js';
import { Dashboard } from '../src/views/dashboard.js';
import * as latePages from '../src/views/late-pages.js';
import { NOW, ZONE } from './support/library.js';

const HOSTILE = '</ol><script>alert(1)</script><b title="x" onclick="alert(1)">';

const SESSION = {
  keys: false,
  access: 'write',
  projects: 'all',
  timeZone: ZONE,
  version: '0.1.0',
  analytics: true,
  exports: ['csv'],
} as const;

/** The page as a server renders it, for readers without scripts. */
function render(change: Partial<ViewState>, data: Partial<Model>): string {
  const state = { ...DEFAULT_STATE, ...change };
  const scene = createScene({
    state,
    session: SESSION,
    now: NOW,
    locale: 'en-GB',
    formatsOf: (zone) => createFormats('en-GB', zone),
    svgOf: () => '<svg></svg>',
    actions: undefined,
    always: [['scripts', 'off']],
  });
  const model = { ...firstModel(state, 'http://127.0.0.1/'), ...data };
  return renderToString(<Dashboard scene={scene} data={model} latePages={latePages} />);
}

const TIME = formatInstant(instantOfMillis(NOW));
const PROJECTS = {
  state: 'ready',
  data: [{ project: HOSTILE, messages: 1, firstTime: TIME, lastTime: TIME }],
} as const;

describe('the page without scripts', () => {
  test('has nothing that a policy without inline styles and scripts forbids', () => {
    const html = render(
      { conversation: HOSTILE, conditions: [{ field: 'channel', value: HOSTILE }] },
      {
        projects: PROJECTS,
        project: HOSTILE,
        panels: {
          ...firstModel(DEFAULT_STATE, '').panels,
          intents: {
            state: 'ready',
            data: {
              kind: 'values',
              panel: 'intents',
              field: 'intent.name',
              rows: [{ value: HOSTILE, count: 1 }],
            },
          },
          languages: { state: 'failed', reason: HOSTILE },
        },
      },
    );
    expect(html).toContain('&lt;script>alert(1)');
    expect(html).not.toMatch(/<script|<b |<[^>]* (?:style|on\w+)=/);
  });

  test('has no control that needs scripts, and keeps them off', () => {
    const html = render({}, { projects: PROJECTS, project: 'library' });
    expect(html).not.toMatch(/<button[^>]*type="button"/);
    const addresses = [...html.matchAll(/href="(\?[^"]*)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(20);
    expect(addresses.filter((address) => !address.includes('scripts=off'))).toEqual([]);
    for (const [form] of html.matchAll(/<form.*?<\/form>/gs))
      expect(form).toContain('<input type="hidden" name="scripts" value="off"');
  });
});
