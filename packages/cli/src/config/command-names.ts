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
  | 'backup'
  | 'restore'
  | 'retention'
  | 'query';
