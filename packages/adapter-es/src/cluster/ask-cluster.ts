import { type Client, errors } from '@elastic/elasticsearch';
import type { CallOptions, ProbeReport } from '@memex/core/ports';
import { memexErrorOf, RefusedError, unavailable } from './failure.js';

const OLDEST_MAJOR = 8;

interface Nodes {
  readonly cluster_name?: string;
  readonly nodes?: Readonly<Record<string, { readonly version: string }>>;
}

/**
 * Asks the cluster for its name, version and health.
 *
 * @throws UnavailableError if it cannot serve; RefusedError if only an operator can change that.
 */
export async function askCluster(client: Client, { signal }: CallOptions = {}): Promise<ProbeReport> {
  const abort = signal === undefined ? {} : { signal };
  const { nodes, cluster_name } = await askNodes(client, abort);
  const versions = [...new Set(Object.values(nodes ?? {}).map(({ version }) => version))].sort();
  const [oldest] = versions;
  if (oldest === undefined) throw unavailable('it reports no nodes');
  refuseOld(oldest);
  const { status, number_of_nodes } = await client.cluster
    .health({}, abort)
    .catch((error: unknown) => Promise.reject(memexErrorOf(error)));
  const addresses = client.connectionPool.connections
    .map(({ url }) => `${url.protocol}//${url.host}`)
    .join(', ');
  return {
    name: 'Elasticsearch',
    version: versions.join(', '),
    location: `${addresses} (cluster ${cluster_name}, ${status}, nodes: ${number_of_nodes})`,
  };
}

async function askNodes(client: Client, abort: { readonly signal?: AbortSignal }): Promise<Nodes> {
  try {
    const path = '/_nodes';
    return await client.transport.request<Nodes>(
      { method: 'GET', path, querystring: { filter_path: 'cluster_name,nodes.*.version' } },
      abort,
    );
  } catch (error) {
    throw refuseStranger(error);
  }
}

/** Version 7 does not understand what the client sends. Other servers do not know this path. */
function refuseStranger(error: unknown): unknown {
  if (!(error instanceof errors.ResponseError)) return memexErrorOf(error);
  const isElasticsearch = error.headers?.['x-elastic-product'] === 'Elasticsearch';
  const type: unknown = error.body?.error?.type;
  if (type === 'media_type_header_exception' || error.statusCode === 406)
    return new RefusedError(`it is too old, version ${OLDEST_MAJOR} or later is needed`, error);
  if (!isElasticsearch && error.statusCode === 404)
    return new RefusedError('the server is not Elasticsearch', error);
  return memexErrorOf(error);
}

function refuseOld(version: string): void {
  if (Number.parseInt(version, 10) < OLDEST_MAJOR)
    throw new RefusedError(`its version ${version} is too old, ${OLDEST_MAJOR} or later is needed`);
}
