import { isMissing, type Major, type ServerNode, startElasticsearch } from '@memex/test-services';
import { afterAll } from 'vitest';

/** An Elasticsearch that no other test uses. */
export interface OwnElasticsearch {
  /** Absent where it cannot be started. */
  readonly node: ServerNode | undefined;
  /** Empty where it cannot be started. */
  readonly url: string;
  /** What is missing, for titles of tests; empty where it runs. */
  readonly skipped: string;
}

/** Starts one, until the tests of the file have ended. */
export async function ownElasticsearch(major: Major = 8): Promise<OwnElasticsearch> {
  const cluster = await startElasticsearch({ major });
  if (isMissing(cluster)) return { node: undefined, url: '', skipped: `: needs ${cluster.missing}` };
  afterAll(() => cluster.stop());
  const [node] = cluster.nodes;
  return { node, url: node?.url ?? '', skipped: '' };
}
