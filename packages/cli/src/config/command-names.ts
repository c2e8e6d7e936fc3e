export type CommandName = 'serve' | 'worker' | 'beat' | 'jobs' | 'check' | 'migrate' | 'copy' | 'query';
