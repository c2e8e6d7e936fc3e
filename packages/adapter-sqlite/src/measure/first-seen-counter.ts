import type { CountOutcome, IdentityField, TimeWindow } from '@memex/core/ports';
import { field } from '@memex/core/toolkit';
import { keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import { readHashes } from '../columns/integer-list.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import { IDENTITIES } from '../schema/tables.js';
import { codesIn } from './counters.js';
import { indexColumnOf } from './index-column.js';
import { duringOf, type Scope } from './scope.js';
import type { Selection } from './selection.js';

/** Counts those of a selection whose very first message is in its window, which is a part of the window given here. */
export function firstSeenCounter(
  scope: Scope,
  project: ProjectColumns,
  identity: IdentityField,
  whole: TimeWindow,
): (selection: Selection, window: TimeWindow) => CountOutcome {
  const indexed = indexColumnOf(field(identity));
  if (indexed === undefined) throw new TypeError(`${identity} is in no index`);
  const key = keyOf(indexed.name);
  const firsts = firstInstants(scope, project, key, IDENTITIES[identity].kind, whole);
  const seen = new Int32Array(firsts.length);
  const codesOf = codesIn(key);
  let mark = 0;
  return (selection, { from = 0, to }) => {
    mark++;
    let count = 0;
    for (const { segment, rows } of selection) {
      for (const code of codesOf(segment, rows)) {
        if (code === NO_CODE || seen[code] === mark) continue;
        seen[code] = mark;
        const first = firsts[code] ?? Number.NaN;
        if (first >= from && first <= to) count++;
      }
    }
    return { answer: 'count', count, approximate: false };
  };
}

/** When each was first seen, by code; NaN for those that were not first seen in the window. */
function firstInstants(
  { connection, projectId, refuseAbandoned }: Scope,
  project: ProjectColumns,
  key: string,
  kind: number,
  window: TimeWindow,
): Float64Array {
  refuseAbandoned();
  const dictionary = project.dictionaryOf(key);
  const firsts = new Float64Array(dictionary.size).fill(Number.NaN);
  const { sql, values } = duringOf(window, 'f');
  const [hashes = '', instants = '[]'] =
    connection
      .prepare(
        `SELECT ifnull(group_concat(f.hash), ''), json_group_array(f.at) FROM first_seen f
         WHERE f.project = ? AND f.kind = ? AND ${sql}`,
      )
      .get(projectId, kind, ...values) ?? [];
  const at: unknown = JSON.parse(String(instants));
  if (!Array.isArray(at)) throw new TypeError('a JSON array is a list');
  let next = 0;
  readHashes(
    String(hashes),
    (upper, lower) => {
      const code = dictionary.findHalves(upper, lower);
      if (code !== NO_CODE) firsts[code] = Number(at[next]);
      next++;
    },
    () => undefined,
  );
  return firsts;
}
