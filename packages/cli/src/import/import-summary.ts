import { countOf } from '../terminal/progress-line.js';
import type { ImportOrder } from './import-order.js';
import type { ImportedFile } from './run-import.js';

/** What an import did. */
export interface ImportSummary {
  readonly files: number;
  readonly items: number;
  readonly messages: number;
  readonly logs: number;
  /** How many more entries the store has than before; absent in a dry run. */
  readonly added: number | undefined;
  readonly ignored: Readonly<Record<string, number>>;
  readonly rejected: number;
  /** The file with what was rejected; absent if nothing was, or if it is not written. */
  readonly rejects: string | undefined;
}

/** Adds up what came of each file. */
export function importSummaryOf(
  { rejects }: ImportOrder,
  imported: readonly ImportedFile[],
  added: number | undefined,
): ImportSummary {
  const ignored: Record<string, number> = {};
  for (const { counts } of imported)
    for (const [what, count] of counts.ignored) ignored[what] = (ignored[what] ?? 0) + count;
  const sum = (name: 'items' | 'messages' | 'logs' | 'rejected'): number =>
    imported.reduce((total, { counts }) => total + counts[name], 0);
  const rejected = sum('rejected');
  return {
    files: imported.length,
    items: sum('items'),
    messages: sum('messages'),
    logs: sum('logs'),
    added,
    ignored,
    rejected,
    rejects: rejected > 0 ? rejects : undefined,
  };
}

/** The same in words. */
export function importSummaryLines({
  files,
  messages,
  logs,
  added,
  ...others
}: ImportSummary): readonly string[] {
  const read = [`${countOf(messages)} messages`, ...(logs > 0 ? [`${countOf(logs)} logs`] : [])].join(
    ' and ',
  );
  const from = files === 1 ? '1 file' : `${countOf(files)} files`;
  const ignored = Object.entries(others.ignored).map(([what, count]) => `${countOf(count)} ${what}`);
  return [
    added === undefined
      ? `${read} can be imported from ${from}; nothing was stored`
      : `${read} imported from ${from}, ${countOf(added)} of them new`,
    ...(ignored.length > 0 ? [`ignored: ${ignored.join(', ')}`] : []),
    ...(others.rejected > 0 ? [rejectedLine(others.rejected, others.rejects)] : []),
  ];
}

function rejectedLine(rejected: number, file: string | undefined): string {
  const where = file === undefined ? '' : `; each is in ${file}, with its reason`;
  return `rejected: ${countOf(rejected)}${where}`;
}
