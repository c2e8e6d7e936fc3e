const ANSWER_MS = 5_000;

/** Whether the node answers as one of a cluster of this size. */
export async function answersAsCluster(url: string, nodes: number): Promise<boolean> {
  const response = await ask(`${url}/_cluster/health?wait_for_nodes=${nodes}&timeout=1s`);
  return response.ok;
}

/** The major version of every node. */
export async function majorsOf(url: string): Promise<readonly number[]> {
  const response = await ask(`${url}/_nodes?filter_path=nodes.*.version`);
  const { nodes } = (await response.json()) as {
    nodes: Readonly<Record<string, { readonly version: string }>>;
  };
  return Object.values(nodes).map(({ version }) => Number.parseInt(version, 10));
}

function ask(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
}
