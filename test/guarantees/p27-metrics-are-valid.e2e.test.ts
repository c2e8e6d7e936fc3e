import { objectionsTo, withoutPromtool } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';

const skipped = withoutPromtool();

describe.skipIf(skipped !== '')(`P27${skipped}`, () => {
  test('P27 promtool accepts the metrics', async () => {
    await using folder = await createFolder();
    await using server = await startServer({ folder: folder.path });
    await using client = createClient(server.url);
    await client.send({ method: 'POST', path: '/messages', json: createSamples()(10) });
    const { text } = await client.send({ path: '/metrics' });
    const series = text.split('\n').filter((line) => /^\w+(\{|\s)/.test(line));
    printFigure('P27', 'metrics of a server', { series: series.length });
    expect(series.length).toBeGreaterThan(50);
    expect(objectionsTo(text)).toBe('');
  });
});
