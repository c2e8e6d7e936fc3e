/** The services of the platform: their names for operators, and their paths relative to the base address. */
export const SERVICES = {
  hub: { name: 'the hub', path: 'hub/frontend' },
  profiles: { name: 'the profile manager', path: 'profile_manager' },
  tasks: { name: 'the task manager', path: 'task_manager' },
  incentives: { name: 'the incentive server', path: 'incentive_server' },
  logger: { name: 'the logger', path: 'logger' },
} as const;

export type ServiceName = keyof typeof SERVICES;
