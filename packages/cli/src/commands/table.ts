import type { CommandName } from '../config/command-names.js';
import type { Run } from './run.js';

/** A command as the command line knows it. Its page of help fits a terminal of 80 columns and 24 lines. */
export interface Command {
  readonly name: CommandName;
  /** The name and its arguments, in the syntax of the parser. */
  readonly usage?: string;
  /** What it does, in one line. */
  readonly help: string;
  /** A second line. */
  readonly more?: string;
  /** Options in addition to those that override variables. */
  readonly options?: Readonly<Record<string, string>>;
  /** Complete command lines. */
  readonly examples: readonly [string, string];
  readonly load: () => Promise<Run>;
}

const JSON_OUTPUT = { '--json': 'print JSON' };

/** The commands. Each is imported when it runs, so that help is there at once. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    help: 'Serve the HTTP API and the dashboard',
    examples: ['memex serve', 'WS_APIKEYS=key:my-bot memex serve --host 0.0.0.0 --port 80'],
    load: async () => (await import('./serve.js')).serve,
  },
  {
    name: 'demo',
    help: 'Serve three months of a made-up bot, from a temporary folder',
    examples: ['memex demo', 'memex demo --port 9000'],
    load: async () => (await import('./demo.js')).demo,
  },
  {
    name: 'worker',
    help: 'Run the jobs that wait in BROKER_URL; start any number of them',
    examples: [
      'BROKER_URL=redis://localhost/0 memex worker',
      'memex worker --concurrency 8 --metrics-port 9464',
    ],
    load: async () => (await import('./worker.js')).worker,
  },
  {
    name: 'beat',
    help: 'Request analytics that are due, at the times of BEAT_CRON',
    more: 'If several run, only one of them does it.',
    examples: ['BROKER_URL=redis://localhost/0 memex beat', "memex beat --beat-cron '0 3 * * *'"],
    load: async () => (await import('./beat.js')).beat,
  },
  {
    name: 'jobs',
    usage: 'jobs [action] [...ids]',
    help: 'Show jobs and why dead ones failed; retry or drop dead ones',
    more: '`retry` queues them again, `drop` deletes them: some by (end of) ID, or `all`.',
    options: JSON_OUTPUT,
    examples: ['memex jobs', 'memex jobs retry 456789ab'],
    load: async () => (await import('./jobs.js')).jobs,
  },
  {
    name: 'check',
    help: 'Check that each configured part responds; exit with 1 if not',
    options: JSON_OUTPUT,
    examples: ['memex check', 'EL_HOST=https://es1:9200 memex check'],
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'migrate',
    usage: 'migrate [status]',
    help: 'Migrate data that earlier versions stored in Elasticsearch',
    more: '`status` shows which migrations are pending.',
    options: {
      '--dry-run': 'count what would change, and change nothing',
      '--verbose': 'print a line for each index',
      ...JSON_OUTPUT,
    },
    examples: ['memex migrate status', 'memex migrate --dry-run'],
    load: async () => (await import('./migrate.js')).migrate,
  },
  {
    name: 'copy',
    help: 'Copy everything from one store to another; repeat it to resume',
    options: {
      '--from <store>': 'embedded, embedded:FOLDER, elasticsearch or its URL',
      '--to <store>': 'in the same form',
      '--state <file>': 'records the progress [memex-copy.json]',
      ...JSON_OUTPUT,
    },
    examples: [
      'memex copy --from embedded --to elasticsearch',
      'memex copy --from http://es1:9200 --to embedded:/srv/memex',
    ],
    load: async () => (await import('./copy.js')).copy,
  },
  {
    name: 'export',
    usage: 'export <what> [user]',
    help: 'Export messages, logs, analytics, or all that is kept of a user',
    options: {
      '-o, --output <path>': 'a file, a folder (ends with /), or - for standard output',
      '--format <format>': 'ndjson, csv or parquet [by the name of the file]',
      '--gzip': 'compress [where the name ends in .gz]',
      '--project <project>': 'only this project',
      '--from <time>': 'from this time on, such as 2026-11-01; UTC if not told',
      '--to <time>': 'up to this time, including it',
      '--resume': 'continue what was interrupted',
      '--safe-cells': 'in CSV, put an apostrophe before formulas',
      ...JSON_OUTPUT,
    },
    examples: [
      'memex export messages --from 2026-01-01 --format parquet -o archive/',
      'memex export user 4711 -o person.ndjson',
    ],
    load: async () => (await import('./export.js')).exportData,
  },
  {
    name: 'import',
    usage: 'import [...files]',
    help: 'Import what was exported, or conversations of other systems',
    more: 'A repeated import changes nothing.',
    options: {
      '--format <format>': 'ndjson, csv, rasa, botframework, telegram or slack',
      '--project <project>': 'of all of it; needed for the formats of others',
      '--map <file>': 'JSON that says which field is which, and who is a bot',
      '--pseudonymise <file>': 'replace ids by keyed digests; the file has the key',
      '--dry-run': 'check everything, and store nothing',
      '--rejects <file>': 'for what cannot be imported [memex-rejects.ndjson]',
      ...JSON_OUTPUT,
    },
    examples: [
      'memex import messages.ndjson.gz',
      'memex import trackers.json --format rasa --project my-bot',
    ],
    load: async () => (await import('./import.js')).importData,
  },
  {
    name: 'backup',
    usage: 'backup <file>',
    help: 'Save the embedded store and its jobs in one file, while in use',
    options: JSON_OUTPUT,
    examples: [
      'memex backup memex-2026-11-20.db',
      'memex backup /mnt/backup/memex.db --store-path /srv/memex',
    ],
    load: async () => (await import('./backup.js')).backup,
  },
  {
    name: 'restore',
    usage: 'restore <file>',
    help: 'Create an embedded store and its jobs in STORE_PATH from a backup',
    options: JSON_OUTPUT,
    examples: ['memex restore memex-2026-11-20.db', 'memex restore memex.db --store-path /srv/memex'],
    load: async () => (await import('./restore.js')).restore,
  },
  {
    name: 'retention',
    usage: 'retention [action] [...arguments]',
    help: 'Show, set, remove or apply how long projects are kept',
    more: '`set PROJECT 90d`, `remove PROJECT`, or `apply`, which is also done every night.',
    options: { '--dry-run': 'with `apply`, count, and delete nothing', ...JSON_OUTPUT },
    examples: ['memex retention set my-bot 90d', 'memex retention apply --dry-run'],
    load: async () => (await import('./retention.js')).retention,
  },
  {
    name: 'erase',
    usage: 'erase <user>',
    help: 'Delete all messages of a user, and leave a receipt',
    options: {
      '--project <project>': 'only in this project',
      '--verify': 'then search everything; exit with 1 if anything is left',
      '--dry-run': 'count what would be deleted, and delete nothing',
      ...JSON_OUTPUT,
    },
    examples: ['memex erase 4711 --verify', 'memex erase 4711 --project my-bot --dry-run'],
    load: async () => (await import('./erase.js')).erase,
  },
  {
    name: 'receipts',
    help: 'Show receipts of erasures, retention and dropped partitions',
    options: { '--user <id>': 'only those of this user', '--json': 'print JSON, a line each' },
    examples: ['memex receipts', 'memex receipts --user 4711'],
    load: async () => (await import('./receipts.js')).receipts,
  },
  {
    name: 'unsuppress',
    usage: 'unsuppress <user>',
    help: 'Accept messages of an erased user again',
    more: 'WS_SUPPRESS=on refuses them. No copy of an older refusal undoes it.',
    examples: ['memex unsuppress 4711', 'memex unsuppress 4711 --store-path /srv/memex'],
    load: async () => (await import('./unsuppress.js')).unsuppress,
  },
  {
    name: 'query',
    usage: 'query [...descriptors]',
    help: 'Compute up to 50 descriptors, from the store or on a server',
    more: 'Descriptors are JSON; `-` reads a list of them from standard input.',
    options: {
      '--file <file>': 'a JSON list of descriptors, instead of arguments',
      '--url <url>': 'the server that computes; its key is in WS_APIKEY',
      '--api-key-file <file>': 'has the key for --url',
      '--json': 'print results as the API gives them',
      '--csv': 'print CSV',
      '--safe-cells': 'in CSV, put an apostrophe before formulas',
      '--picture <file>': 'draw an SVG file too; of several, FILE-1.svg, …',
    },
    examples: [
      `memex query '{"project":"my-bot","type":"count","dimension":"user",
    "metric":"active","timespan":{"type":"moving","value":"7d"}}'`,
      'WS_APIKEY=… memex query --url https://memex.example.org --file questions.json',
    ],
    load: async () => (await import('./query.js')).query,
  },
];
