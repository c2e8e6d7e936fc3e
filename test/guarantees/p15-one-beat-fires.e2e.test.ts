import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { startSite } from '../src/site.js';

const BEATS = 4;

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P15${skipped}`, () => {
  // That it fires once a local day, also over the nights when clocks are set, are properties of the core: `beat.unit.test.ts`.
  test('P15 of several beats one fires, once for what was missed today', async () => {
    await using site = await startSite();
    const ids = await define(site.client, USERS, 3);
    const midnight = { BEAT_CRON: '0 0 * * *', BEAT_TIME_ZONE: 'UTC', LOG_LEVEL: 'info' };
    const beats = await Promise.all(Array.from({ length: BEATS }, () => site.start('beat', midnight)));
    await site.start('worker');
    await results(site.client, ids);
    // A beat that stops has looked at the clock to the end.
    for (const beat of beats) expect(await beat.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const late = await site.start('beat', midnight);
    expect(await late.end('SIGTERM')).toEqual({ code: 0, signal: null });

    const fired = [...beats, late].map((beat) => beat.output().match(/"msg":"beat fired"/g)?.length ?? 0);
    printFigure('P15', `${BEATS} beats at once, and one later`, { firings: fired.join(' ') });
    expect(fired.reduce((sum, one) => sum + one, 0)).toBe(1);
  }, 120_000);
});
