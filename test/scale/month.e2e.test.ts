import { unique } from '@memex/core/testing';
import { isMissing, sharedElasticsearch } from '@memex/test-services';
import { expect, test } from 'vitest';
import { dropIndices } from '../src/elasticsearch.js';
import { liveMonth } from './month.js';

const nodes = await sharedElasticsearch({ major: 8, nodes: 3 });
const skipped = isMissing(nodes) ? `: needs ${nodes.missing}` : '';

test.skipIf(skipped !== '')(
  `after a month on a cluster, what was stored and not erased is there, and everything was answered${skipped}`,
  async () => {
    const urls = isMissing(nodes) ? [] : nodes.urls;
    const prefix = `${unique('scale').toLowerCase()}-`;
    try {
      const { sent, erased, found, figures } = await liveMonth(
        { urls, pids: [] },
        { seed: 1, messages: 3_000, shards: 3, replicas: 1, granularity: 'month', prefix },
      );
      expect(sent).toBe(3_000);
      expect(erased).toBeGreaterThan(0);
      expect(found).toBe(sent - erased);
      expect(Object.keys(figures.questions)).toHaveLength(7);
      expect(figures.bytesPerMessage).toBeGreaterThan(0);
    } finally {
      await dropIndices(urls[0] ?? '', `${prefix}*`);
    }
  },
  180_000,
);
