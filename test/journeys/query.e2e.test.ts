import { unique } from '@memex/core/testing';
import { isMissing, type Major, sharedElasticsearch } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { fill } from '../src/posting.js';
import { createSamples, SAMPLE_RANGE } from '../src/samples.js';
import { runMemex, startServer } from '../src/server.js';

const MAJORS: readonly Major[] = [8, 9];
const USERS = 40;

const PROJECT = unique('query');
const about = {
  project: PROJECT,
  timespan: { type: 'fixed', start: SAMPLE_RANGE.fromTime, end: SAMPLE_RANGE.toTime },
};
const DESCRIPTORS = [
  { ...about, type: 'count', dimension: 'user', metric: 'total' },
  { ...about, type: 'segmentation', dimension: 'message', metric: 'all', interval: 'week' },
  { ...about, type: 'segmentation', dimension: 'message', metric: 'users', by: 'channel' },
  { ...about, type: 'aggregation', field: 'metadata.attempt', aggregation: 'max' },
].map((descriptor) => JSON.stringify(descriptor));

const timeless = (text: string): string => text.replaceAll(/("creationDt":)"[^"]*"/g, '$1""');

describe.each(MAJORS)('memex query on Elasticsearch %i', async (major) => {
  const servers = await sharedElasticsearch({ major });
  if (isMissing(servers)) {
    test.skip(`needs ${servers.missing}`);
    return;
  }

  test('prints the same from the store and from a server on it', async () => {
    const [url = ''] = servers.urls;
    const environment = storedAt(url);
    await using server = await startServer({ environment });
    await using client = createClient(server.url);
    await fill(client, createSamples({ users: USERS, project: PROJECT }), 2_000);
    await askServer(url, 'POST', '/_refresh');
    const printed = async (args: readonly string[]): Promise<string> => {
      await using command = runMemex(['query', ...args, ...DESCRIPTORS], environment);
      expect(await command.exit, command.output()).toEqual({ code: 0, signal: null });
      return timeless(command.output());
    };
    for (const flags of [['--json'], ['--csv'], []])
      expect(await printed(flags)).toBe(await printed([...flags, '--url', server.url]));
    const results: unknown = JSON.parse(await printed(['--json']));
    expect(results).toMatchObject([
      { count: USERS },
      { segments: [{ type: 'request', count: 1_000 }, { count: 800 }, { count: 200 }] },
      { segments: [{ count: USERS }, { count: USERS }, { count: USERS }] },
      { aggregation: { max: 2 } },
    ]);
  });
});
