import { type CAC, cac } from 'cac';
import type { Run } from './commands/run.js';
import type { CommandName } from './config/command-names.js';
import { readConfig, type Settings } from './config/config.js';
import { configOptions, variablesHelp } from './config/help.js';
import { isReport, REPORTS } from './report/names.js';
import { CliError, EXIT } from './terminal/cli-error.js';
import { exitCodeOf } from './terminal/exit-code.js';
import { ownVersion } from './terminal/version.js';

/** The commands. Each is imported when it runs, so `--help` answers at once. */
const COMMANDS: readonly {
  readonly name: CommandName;
  /** The name and its arguments, in the syntax of the parser. */
  readonly usage?: string;
  readonly help: string;
  /** Options in addition to those that set variables. */
  readonly options?: Readonly<Record<string, string>>;
  /** Complete command lines. */
  readonly examples?: readonly string[];
  readonly load: () => Promise<Run>;
}[] = [
  {
    name: 'serve',
    help: 'Serve the HTTP API until SIGTERM, SIGINT or SIGHUP',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  {
    name: 'demo',
    help: 'Serve three months of the messages of a made-up bot, from a temporary folder',
    load: async () => (await import('./commands/demo.js')).demo,
  },
  {
    name: 'worker',
    help: 'Run the jobs that wait in BROKER_URL until SIGTERM, SIGINT or SIGHUP; start as many workers as you like',
    load: async () => (await import('./commands/worker.js')).worker,
  },
  {
    name: 'beat',
    help: 'Request all analytics that are due, at the times of BEAT_CRON; if several run, only one of them does it',
    load: async () => (await import('./commands/beat.js')).beat,
  },
  {
    name: 'jobs',
    usage: 'jobs [action] [...ids]',
    help: 'Show how many jobs there are, and why the dead ones failed; `retry` queues dead jobs again, and `drop` deletes them for good: some by id, or `all`',
    load: async () => (await import('./commands/jobs.js')).jobs,
  },
  {
    name: 'check',
    help: 'Check that each configured part responds; exit with 1 if one does not',
    load: async () => (await import('./commands/check.js')).check,
  },
  {
    name: 'migrate',
    usage: 'migrate [status]',
    help: 'Migrate data that earlier versions stored in Elasticsearch; `status` shows which migrations are pending',
    options: { '--dry-run': 'show what would change, and change nothing' },
    load: async () => (await import('./commands/migrate.js')).migrate,
  },
  {
    name: 'copy',
    help: 'Copy messages, logs and analytics from one store to another; run it again to resume an interrupted copy',
    options: {
      '--from <store>':
        'the source: embedded, embedded:FOLDER, elasticsearch, or the URL of an Elasticsearch',
      '--to <store>': 'the target, in the same form',
      '--state <file>': 'the file that records the progress (default: memex-copy.json)',
    },
    load: async () => (await import('./commands/copy.js')).copy,
  },
  {
    name: 'export',
    usage: 'export <what> [user]',
    help: 'Export `messages`, `logs` or `analytics` of the store, or all that is kept of `user` ID, to a file, a folder with a file for each month, or standard output',
    options: {
      '-o, --output <path>': 'the file, the folder (ends with / or exists), or - for standard output',
      '--format <format>': 'ndjson, csv or parquet (default: that of the name of the file, or else ndjson)',
      '--gzip': 'compress the files (default where the name of the file ends in .gz)',
      '--project <project>': 'only what belongs to this project',
      '--from <time>': 'only from this time on, such as 2026-11-01; without an offset it is in UTC',
      '--to <time>': 'only up to this time, including it',
      '--resume': 'continue an export that was interrupted',
      '--safe-cells': 'in CSV, put an apostrophe before formulas',
      '--json': 'print the files as JSON',
    },
    examples: [
      'memex export messages --project my-bot -o messages.ndjson.gz',
      'memex export messages --from 2026-01-01 --format parquet -o archive/',
      'memex export logs --format csv -o - | head',
      'memex export user 4711 -o person.ndjson',
    ],
    load: async () => (await import('./commands/export.js')).exportData,
  },
  {
    name: 'import',
    usage: 'import [...files]',
    help: 'Import messages and logs that `memex export` wrote, or conversations of Rasa, Bot Framework, Telegram and Slack; a repeated import changes nothing',
    options: {
      '--format <format>':
        'ndjson, csv, rasa, botframework, telegram or slack (default: that of the name of the first file)',
      '--project <project>': 'the project of all of it; needed for the formats of others',
      '--map <file>': 'a JSON file that says which field is which, which senders are bots, and the like',
      '--pseudonymise <file>': 'replace all ids by keyed digests; the file has the key',
      '--dry-run': 'read and check everything, and store nothing',
      '--rejects <file>': 'the file for what cannot be imported (default: memex-rejects.ndjson)',
      '--json': 'print the counts as JSON',
    },
    examples: [
      'memex import messages.ndjson.gz',
      'memex import trackers.json --format rasa --project my-bot',
      'memex import result.json --format telegram --project my-bot --pseudonymise key.txt --dry-run',
      `psql -c "COPY (SELECT row_to_json(e) FROM events e ORDER BY id) TO STDOUT" | memex import - --format rasa --project my-bot`,
    ],
    load: async () => (await import('./commands/import.js')).importData,
  },
  {
    name: 'backup',
    usage: 'backup <file>',
    help: 'Save the embedded store and its jobs in one checked file, while it is used',
    options: { '--json': 'print what the file contains as JSON' },
    load: async () => (await import('./commands/backup.js')).backup,
  },
  {
    name: 'restore',
    usage: 'restore <file>',
    help: 'Create an embedded store and its jobs in STORE_PATH from a backup',
    options: { '--json': 'print what the file contains as JSON' },
    load: async () => (await import('./commands/restore.js')).restore,
  },
  {
    name: 'retention',
    usage: 'retention [action] [...arguments]',
    help: 'Show how long messages and logs of projects are kept; `set PROJECT 90d`, `remove PROJECT`, or `apply` the rules now, not at night',
    options: {
      '--dry-run': 'with `apply`, count what would be deleted, and delete nothing',
      '--json': 'print the rules, or what was deleted, as JSON',
    },
    examples: ['memex retention set my-bot 90d', 'memex retention apply --dry-run'],
    load: async () => (await import('./commands/retention.js')).retention,
  },
  {
    name: 'erase',
    usage: 'erase <user>',
    help: 'Delete all messages of a user, compute results that name the user again, and leave a receipt',
    options: {
      '--project <project>': 'only in this project',
      '--verify': 'then search messages, logs, analytics, jobs and files; exit with 1 if anything is left',
      '--dry-run': 'count what would be deleted, and delete nothing',
      '--json': 'print what was deleted and found as JSON',
    },
    examples: ['memex erase 4711 --verify'],
    load: async () => (await import('./commands/erase.js')).erase,
  },
  {
    name: 'receipts',
    help: 'Show the receipts of erasures, runs of retention and dropped partitions, the newest first',
    options: {
      '--user <id>': 'only those of this user',
      '--json': 'print each as JSON, on a line of its own',
    },
    load: async () => (await import('./commands/receipts.js')).receipts,
  },
  {
    name: 'unsuppress',
    usage: 'unsuppress <user>',
    help: 'Accept messages of an erased user again, which WS_SUPPRESS=on refuses',
    load: async () => (await import('./commands/unsuppress.js')).unsuppress,
  },
  {
    name: 'query',
    usage: 'query [...descriptors]',
    help: 'Compute up to 50 descriptors, given as JSON, from the store or on a server; `-` reads a list of them from standard input',
    options: {
      '--file <file>': 'a file with a JSON list of descriptors, instead of arguments',
      '--url <url>': 'the server that computes, instead of the store; its key is in WS_APIKEY',
      '--api-key-file <file>': 'the file with the key for --url, instead of WS_APIKEY',
      '--json': 'print the results as the API gives them',
      '--csv': 'print the results as CSV',
      '--safe-cells': 'in CSV, put an apostrophe before formulas',
      '--picture <file>':
        'also draw the results, as an SVG file (- for stdout); of several descriptors each gets a number: FILE-1.svg',
    },
    examples: [
      `memex query '{"project":"my-bot","timespan":{"type":"moving","value":"30d"},"type":"count","dimension":"user","metric":"active"}'`,
      `memex query --csv '{"project":"my-bot","timespan":{"type":"moving","value":"7d"},"type":"segmentation","dimension":"message","metric":"all","by":"channel","interval":"day"}' > channels.csv`,
      `memex query --picture users.svg '{"project":"my-bot","timespan":{"type":"moving","value":"28d"},"type":"count","dimension":"user","metric":"active","interval":"day","compare":"previous"}'`,
      'WS_APIKEY=… memex query --url https://memex.example.org --file questions.json',
    ],
    load: async () => (await import('./commands/query.js')).query,
  },
];

/** Runs the command line, and returns the exit code. */
export function main(argv: readonly string[]): Promise<number> {
  return exitCodeOf(() => runCommand(argv));
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const cli = describeCommands();
  parse(() => cli.parse(argv.map(asParsed), { run: false }));
  if (cli.options.help === true || cli.options.version === true) return EXIT.done;
  const command = COMMANDS.find(({ name }) => name === cli.matchedCommandName);
  if (command === undefined) {
    const name = cli.matchedCommandName ?? cli.args[0];
    if (isReport(name)) throw misuse(`\`${name}\` must come before its options`);
    throw misuse(name === undefined ? 'a command is missing' : `there is no command \`${name}\``);
  }
  parse(() => cli.runMatchedCommand());
  const run = await command.load();
  const options = flagsOf(cli, argv);
  const config = readConfig(process.env, options);
  return await run({ config, args: cli.args, options, version: ownVersion() });
}

/**
 * An argument in a form that cac parses rightly. It would take a dash alone for an option, so a space is put in front. And of an option
 * without a value, whose name has a dash, it would take the next argument for the value.
 */
function asParsed(argument: string): string {
  if (argument === '-') return ' -';
  return SWITCHES.has(argument)
    ? argument.replaceAll(/(?<=\w)-(\w)/g, (_, letter) => letter.toUpperCase())
    : argument;
}

const SWITCHES = new Set(
  COMMANDS.flatMap(({ options = {} }) => Object.keys(options)).filter((option) => !option.includes('<')),
);

function describeCommands(): CAC {
  const cli = cac('memex');
  for (const { name, usage = name, help, options = {}, examples = [] } of COMMANDS) {
    const command = cli
      .command(usage, help)
      .usage(`${usage} [options]`)
      .action(() => undefined);
    for (const [option, meaning] of Object.entries(options)) command.option(option, meaning);
    for (const { option, help: meaning } of configOptions(name)) command.option(option, meaning);
    for (const example of examples) command.example(`  ${example}`);
  }
  for (const { name, purpose } of REPORTS)
    cli
      .command(name, purpose)
      .allowUnknownOptions()
      .action(() => undefined);
  cli.help((sections) => [...sections, { title: 'Environment', body: variablesHelp() }]);
  cli.version(ownVersion());
  return cli;
}

/** Errors of cac are mistakes of the user. */
function parse(step: () => void): void {
  try {
    step();
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

function misuse(message: string): CliError {
  return new CliError(EXIT.misused, [`${message}; \`memex --help\` lists commands and options`]);
}

/** Returns the options as texts by name. cac turns `--store-path` into `storePath`, and numeric texts into numbers: `007` into 7. */
function flagsOf(cli: CAC, argv: readonly string[]): Settings {
  const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(
    Object.entries(cli.options)
      .filter(([name]) => name !== '--')
      .map(([name, value]) => [dashed(name), textOf(value, `--${dashed(name)}`, argv)]),
  );
}

/** The value of an option as it was written. */
function textOf(value: unknown, flag: string, argv: readonly string[]): string {
  if (typeof value !== 'number') return String(value);
  const place = argv.findLastIndex((argument) => argument === flag || argument.startsWith(`${flag}=`));
  const written = argv[place] === flag ? argv[place + 1] : argv[place]?.slice(flag.length + 1);
  return written ?? String(value);
}
