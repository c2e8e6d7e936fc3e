import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import type { AnalysisRequest, Measure } from '@memex/core/ports';
import { variedEntries } from '@memex/core/testing';
import { field, instantOfMillis } from '@memex/core/toolkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { measureAll } from '../dist/measure/measure.js';
import { openToRead } from '../dist/schema/open.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

const MEASURES: readonly Measure[] = [
  { measure: 'distinct', field: field('userId'), where: [] },
  { measure: 'numbers', field: field('metadata.score'), where: [] },
];

describe('an analysis', () => {
  test('ends when nobody waits for it any more, and the next one succeeds', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    await store.messages.append({ entries: variedEntries(500, 'app') });
    const connection = openToRead(await loadDriver(), join(path, 'memex.db'));
    onTestFinished(() => connection.close());
    for (const measure of MEASURES) {
      const sent = { op: 'measure', request: requestOf([measure]) } as const;
      const abandoned = new Int32Array(new SharedArrayBuffer(4)).fill(1);
      expect(() => measureAll(connection, { ...sent, abandoned })).toThrow('unavailable');
      expect(measureAll(connection, sent)).toHaveLength(1);
    }
  });

  test('is aborted at once when its signal fires, and leaves no listener', async () => {
    const store = await startedStore();
    await store.messages.append({ entries: variedEntries(500, 'app') });
    const controller = new AbortController();
    const measured = store.analysis.measure(requestOf(MEASURES), { signal: controller.signal });
    const next = store.analysis.measure(requestOf(MEASURES), { signal: controller.signal });
    expect(await next).toHaveLength(2);
    expect(await measured).toHaveLength(2);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const aborted = store.analysis.measure(requestOf(MEASURES), { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
    expect(await store.analysis.measure(requestOf(MEASURES))).toHaveLength(2);
  });
});

function requestOf(measures: readonly Measure[]): AnalysisRequest {
  return { project: 'app', window: { to: instantOfMillis(Date.UTC(2027, 0)) }, measures, buckets: [] };
}
