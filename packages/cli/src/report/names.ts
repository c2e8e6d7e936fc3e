/** The reports, for the list of commands. Each is imported when it runs. */
export const REPORTS = [
  {
    name: 'analytics',
    purpose: 'Write the analytics, questions, users, tasks, messages and profiles of an application',
  },
  { name: 'id-email', purpose: 'Write the ids and email addresses of the users of an application' },
  { name: 'apps-usage', purpose: 'Write who uses which chatbots, iLog and the survey' },
] as const;

export type ReportName = (typeof REPORTS)[number]['name'];

export function isReport(name: string | undefined): name is ReportName {
  return REPORTS.some((report) => report.name === name);
}
