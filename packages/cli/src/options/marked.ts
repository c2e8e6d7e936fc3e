/** An option as the commands have it. */
export interface KnownOption {
  /** The long name, without dashes. */
  readonly name: string;
  readonly needsValue: boolean;
}

/** A command line of which each part says what it is. */
export interface MarkedArguments {
  readonly args: readonly string[];
  /** Options, each with its value. One without the value that it needs stands alone. */
  readonly options: readonly string[];
  /** How each option was written, by its name. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Options that no command has, as they were written. */
  readonly unknown: readonly string[];
}

/**
 * Marks values and arguments, so that cac gives them back as they were written. Of `007` it would make 7, of an empty text 0. It would give the
 * argument behind a switch to the switch, the one behind `--project=` to the project, and leave out all behind `--`.
 *
 * @param known - By spelling, dashes included.
 */
export function markArguments(
  argv: readonly string[],
  known: ReadonlyMap<string, KnownOption>,
): MarkedArguments {
  const args: string[] = [];
  const options: string[] = [];
  const spellings = new Map<string, string>();
  const unknown: string[] = [];
  const waiting = [...argv];
  for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
    if (token === '--') {
      args.push(...waiting);
      break;
    }
    if (!isOption(token)) {
      args.push(token);
      continue;
    }
    const [, spelling = token, attached] = /^([^=]+)(?:=([\s\S]*))?$/.exec(token) ?? [];
    const option = known.get(spelling);
    if (option === undefined) {
      unknown.push(spelling);
      continue;
    }
    spellings.set(option.name, spelling);
    const isBehind = option.needsValue && attached === undefined && !isOption(waiting[0] ?? '--');
    const value = isBehind ? waiting.shift() : attached;
    const stands = value === undefined && option.needsValue;
    options.push(stands ? `--${option.name}` : `--${option.name}=${MARK}${value ?? ''}`);
  }
  return { args: args.map(markArgument), options, spellings, unknown };
}

/** The value that was marked. */
export function unmarkValue(marked: string): string {
  return marked.slice(MARK.length);
}

/** The argument that was marked. */
export function unmarkArgument(marked: string): string {
  return marked.startsWith(MARK) ? unmarkValue(marked) : marked;
}

const MARK = '=';

/** Most arguments need no mark: only what would be an option, or look marked. */
function markArgument(argument: string): string {
  return argument.startsWith('-') || argument.startsWith(MARK) ? `${MARK}${argument}` : argument;
}

/** A dash alone is a value or an argument: standard input or output. */
function isOption(token: string): boolean {
  return token.startsWith('-') && token !== '-';
}
