export type CommandName =
  | 'serve'
  | 'demo'
  | 'worker'
  | 'beat'
  | 'jobs'
  | 'check'
  | 'migrate'
  | 'copy'
  | 'export'
  | 'import'
  | 'backup'
  | 'restore'
  | 'retention'
  | 'erase'
  | 'receipts'
  | 'unsuppress'
  | 'query';

/** The commands that use the store. */
export const STORE_COMMANDS = [
  'serve',
  'worker',
  'beat',
  'jobs',
  'check',
  'query',
  'export',
  'import',
  'backup',
  'restore',
  'retention',
  'erase',
  'receipts',
  'unsuppress',
] as const satisfies readonly CommandName[];
