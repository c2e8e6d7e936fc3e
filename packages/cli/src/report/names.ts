/** The reports, for the list of commands. Each is imported when it runs. */
export const REPORTS = [
  {
    name: 'analytics',
    purpose: 'Write analytics, users, tasks and messages of an application',
  },
  { name: 'id-email', purpose: 'Write ids and email addresses of the users of an application' },
  { name: 'apps-usage', purpose: 'Write who uses which chatbots, iLog and the survey' },
] as const;

export type ReportName = (typeof REPORTS)[number]['name'];

export function isReport(name: string | undefined): name is ReportName {
  return REPORTS.some((report) => report.name === name);
}
