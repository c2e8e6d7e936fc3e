/** The services of the platform: what operators call them, and where they are below the base address. */
export const SERVICES = {
  hub: { name: 'the hub', path: 'hub/frontend' },
  profiles: { name: 'the profile manager', path: 'profile_manager' },
  tasks: { name: 'the task manager', path: 'task_manager' },
  incentives: { name: 'the incentive server', path: 'incentive_server' },
  logger: { name: 'the logger', path: 'logger' },
} as const;

export type ServiceName = keyof typeof SERVICES;
