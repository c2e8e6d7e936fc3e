import { posix } from 'node:path';

/**
 * Finds folders of one package that import each other, directly or through others.
 *
 * @param imports - Pairs of paths: the importing file and the imported one.
 * @param source - The folder to look at, such as `packages/core/src`.
 * @returns One line for each cycle.
 */
export function folderCycles(imports, source) {
  const graph = folderGraph(imports.filter((pair) => pair.every((file) => file.startsWith(`${source}/`))));
  const cycles = [];
  // Folders that import nothing, or only such folders, are in no cycle. What is left over, is.
  while (graph.size > 0) {
    const free = [...graph].find(([, targets]) => [...targets.keys()].every((target) => !graph.has(target)));
    if (free === undefined) {
      const path = cyclePath(graph);
      cycles.push(describe(graph, path));
      // Cut here, so that other cycles are found too.
      graph.get(path[0]).delete(path[1]);
    } else graph.delete(free[0]);
  }
  return cycles;
}

/** For each folder the folders it imports, and for each of those one import as an example. */
function folderGraph(imports) {
  const graph = new Map();
  for (const [from, to] of imports) {
    const [folder, target] = [posix.dirname(from), posix.dirname(to)];
    if (folder === target) continue;
    if (!graph.has(folder)) graph.set(folder, new Map());
    graph.get(folder).set(target, `${from} → ${to}`);
  }
  return graph;
}

/** Follows imports until a folder comes again. Every folder of the graph imports another one that is in it. */
function cyclePath(graph) {
  const path = [];
  let folder = graph.keys().next().value;
  while (!path.includes(folder)) {
    path.push(folder);
    folder = [...graph.get(folder).keys()].find((target) => graph.has(target));
  }
  return [...path.slice(path.indexOf(folder)), folder];
}

function describe(graph, path) {
  const examples = path.slice(1).map((target, index) => graph.get(path[index]).get(target));
  return `folders import each other: ${path.join(' → ')}\n${examples.map((one) => `    ${one}`).join('\n')}`;
}
