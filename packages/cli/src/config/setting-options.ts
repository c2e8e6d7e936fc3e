import { type CommandName, STORE_COMMANDS } from './command-names.js';
import type { VARIABLES } from './variables.js';

/** An option that overrides a variable. */
export interface SettingOption {
  readonly flag: string;
  /** What its value is. */
  readonly value: string;
  /** In so few words that a line of help has room for the default and the variable. */
  readonly meaning: string;
  /** The commands that have it; all by default. */
  readonly commands?: readonly CommandName[];
}

const SERVE = ['serve', 'demo'] as const;
const WITH_JOBS = [...SERVE, 'worker'] as const;
const WITH_SCHEDULE = [...SERVE, 'beat'] as const;
const MONITORED = ['worker', 'beat'] as const;

/** The options that override variables, by variable. */
const SETTING_OPTIONS = {
  WS_HOST: { flag: 'host', value: 'address', meaning: 'where it listens', commands: SERVE },
  WS_PORT: { flag: 'port', value: 'port', meaning: 'where it listens', commands: SERVE },
  WS_CORS_ORIGINS: {
    flag: 'cors-origins',
    value: 'list',
    meaning: 'origins whose pages may call, or *',
    commands: SERVE,
  },
  WS_HOSTS: {
    flag: 'hosts',
    value: 'list',
    meaning: 'more host names that requests may use',
    commands: SERVE,
  },
  WS_SUPPRESS: {
    flag: 'suppress',
    value: 'on|off',
    meaning: 'on refuses erased users',
    commands: [...SERVE, 'import'],
  },
  WS_KEEP_ALIVE: {
    flag: 'keep-alive',
    value: 's',
    meaning: 'seconds idle connections stay',
    commands: SERVE,
  },
  WS_RATE: { flag: 'rate', value: 'number', meaning: 'writing requests a second, by key', commands: SERVE },
  QUERY_TIMEOUT: { flag: 'query-timeout', value: 's', meaning: 'seconds a query may take', commands: SERVE },
  STORE: {
    flag: 'store',
    value: 'store',
    meaning: 'embedded, memory, elasticsearch or a package',
    commands: STORE_COMMANDS,
  },
  STORE_PATH: {
    flag: 'store-path',
    value: 'folder',
    meaning: 'of the embedded store',
    commands: [...STORE_COMMANDS, 'copy'],
  },
  ANALYSIS_MEMORY: {
    flag: 'analysis-memory',
    value: 'MiB',
    meaning: 'for columns of analytics',
    commands: [...WITH_JOBS, 'query'],
  },
  WORKER_CONCURRENCY: { flag: 'concurrency', value: 'jobs', meaning: 'jobs at once', commands: WITH_JOBS },
  METRICS_PORT: {
    flag: 'metrics-port',
    value: 'port',
    meaning: 'of /metrics, /health and /ready',
    commands: MONITORED,
  },
  METRICS_HOST: {
    flag: 'metrics-host',
    value: 'address',
    meaning: 'for --metrics-port',
    commands: MONITORED,
  },
  TIME_ZONE: {
    flag: 'time-zone',
    value: 'zone',
    meaning: 'whose midnights analytics go by',
    commands: [...WITH_JOBS, 'query', 'export'],
  },
  BEAT_CRON: {
    flag: 'beat-cron',
    value: 'pattern',
    meaning: 'when analytics are computed',
    commands: WITH_SCHEDULE,
  },
  BEAT_TIME_ZONE: {
    flag: 'beat-time-zone',
    value: 'zone',
    meaning: 'of --beat-cron',
    commands: WITH_SCHEDULE,
  },
  MIGRATION_FOLDER: {
    flag: 'folder',
    value: 'folder',
    meaning: 'of your own migrations',
    commands: ['migrate'],
  },
  MIGRATION_MANAGER_INDEX: {
    flag: 'index',
    value: 'name',
    meaning: 'of those done',
    commands: ['migrate'],
  },
  MIGRATION_APP_IDS: {
    flag: 'app-ids',
    value: 'file',
    meaning: 'JSON of projects to application ids',
    commands: ['migrate'],
  },
  LOG_LEVEL: { flag: 'log-level', value: 'level', meaning: 'lowest level that is logged' },
  LOG_FORMAT: { flag: 'log-format', value: 'format', meaning: 'json, or pretty as on a terminal' },
} as const satisfies Partial<Record<keyof typeof VARIABLES, SettingOption>>;

const BY_VARIABLE: ReadonlyMap<string, SettingOption> = new Map(Object.entries(SETTING_OPTIONS));

/** The option that overrides a variable, if there is one. */
export function optionOf(variable: string): SettingOption | undefined {
  return BY_VARIABLE.get(variable);
}

/** The options of a command that override variables. */
export function settingOptionsOf(
  command: CommandName,
): readonly { readonly variable: string; readonly option: SettingOption }[] {
  return [...BY_VARIABLE]
    .map(([variable, option]) => ({ variable, option }))
    .filter(({ option: { commands = [command] } }) => commands.includes(command));
}
