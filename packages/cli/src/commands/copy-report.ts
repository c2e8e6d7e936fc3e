import { COPIED_KINDS, type CopiedKind, type CopyResult } from '@memex/core/toolkit';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** How the two stores are shown. */
export interface Names {
  readonly source: string;
  readonly target: string;
}

const SHOWN: Readonly<Record<CopiedKind, string>> = {
  messages: 'messages',
  logs: 'logs',
  analytics: 'analytics',
  rules: 'retention rules',
  receipts: 'receipts',
  suppressed: 'suppressed users',
};

/** The counts of both stores, a line for each kind. */
export function linesOf(result: CopyResult, { source, target }: Names): string {
  return COPIED_KINDS.map((kind) => {
    const { source: there, target: here, leftOut } = result[kind];
    const what = kind === 'suppressed' ? 'accepted again there' : 'of suppressed users were left out';
    const others = leftOut === 0 ? '' : `; ${leftOut} ${what}`;
    return `${SHOWN[kind]}: ${there} in ${source}, ${here} in ${target}${others}\n`;
  }).join('');
}

/** Missing entries are copied by the next run, which starts from the beginning. Additional ones were there before, or were added meanwhile. */
export function throwOnDifference(result: CopyResult, names: Names): void {
  const faults = COPIED_KINDS.flatMap((kind) => {
    const { source: there, target: here, leftOut } = result[kind];
    const missing = there - leftOut - here;
    if (missing > 0) return [`${missing} of ${there} ${missingFrom(kind, names)}`];
    return missing < 0
      ? [`${names.target} has ${-missing} ${SHOWN[kind]} that ${names.source} does not have`]
      : [];
  });
  if (!result.sharesSecret && result.receipts.source > 0)
    faults.push(`${names.target} has a secret of its own: it does not find the copied receipts by user`);
  const [first, ...others] = faults;
  if (first !== undefined) throw new CliError(EXIT.failed, [first, ...others]);
}

function missingFrom(kind: CopiedKind, { source, target }: Names): string {
  switch (kind) {
    case 'rules':
      return `retention rules are others in ${target}, which keeps its own: set there what shall hold`;
    case 'suppressed':
      return `suppressed users of ${source} are not known in ${target}, which has a secret of its own: erase them there`;
    default:
      return `${SHOWN[kind]} are missing in ${target}: run the same command again`;
  }
}
