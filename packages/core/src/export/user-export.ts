import type { Projects } from '../entry/entry.js';
import { namesId } from '../entry/names-id.js';
import { withTraceId } from '../entry/with-trace-id.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import { formatInstant, type Instant, type Timestamp } from '../time/instant.js';
import type { ExportRecord } from './export-format.js';
import { exportPages } from './export-pages.js';

/** Whose data is exported, of which projects. */
export interface UserScope {
  readonly userId: string;
  readonly projects: Projects;
}

/** What a project has of a user. Times are those of the first and the last message. */
export interface UserProject {
  readonly project: string;
  readonly messages: number;
  readonly conversations: number;
  readonly firstTime: Timestamp;
  readonly lastTime: Timestamp;
}

/** What an export of a user contains. It is the last line: an export without it was cut off. */
export interface UserSummary {
  readonly userId: string;
  readonly createdAt: Timestamp;
  readonly messages: number;
  readonly analytics: number;
  readonly projects: readonly UserProject[];
  /** Logs have no user, so none are exported. */
  readonly logs: 'not searched: logs have no user';
}

/**
 * Everything that is kept of one person, as the lines of an NDJSON file. Each is an object with one member: `message`, sent to or by the user, oldest
 * first; `analytic`, if its descriptor or result names the user; and at the end `summary`, a {@link UserSummary}.
 *
 * @param now - When the export begins.
 * @returns Some lines at a time.
 */
export async function* exportUser(
  store: AnalyticalStore,
  { userId, projects }: UserScope,
  now: Instant,
  { signal }: CallOptions = {},
): AsyncGenerator<readonly string[], UserSummary> {
  const found = new Map<string, FoundProject>();
  let messages = 0;
  for await (const { records } of exportPages(store, 'messages', { projects, userId }, { signal })) {
    for (const record of records) count(found, record);
    messages += records.length;
    yield records.map((record) => `{"message":${withTraceId(record)}}\n`);
  }
  const names = namesId(userId);
  let analytics = 0;
  for await (const { records } of exportPages(store, 'analytics', { projects }, { signal })) {
    const naming = records.filter(names);
    analytics += naming.length;
    yield naming.map(({ json }) => `{"analytic":${json}}\n`);
  }
  const summary: UserSummary = {
    userId,
    createdAt: formatInstant(now),
    messages,
    analytics,
    projects: [...found].map(([project, one]) => ({
      project,
      ...one,
      conversations: one.conversations.size,
    })),
    logs: 'not searched: logs have no user',
  };
  yield [`{"summary":${JSON.stringify(summary)}}\n`];
  return summary;
}

interface FoundProject {
  messages: number;
  readonly conversations: Set<string>;
  readonly firstTime: Timestamp;
  lastTime: Timestamp;
}

/** Messages come oldest first. */
function count(found: Map<string, FoundProject>, record: ExportRecord): void {
  const { project, conversationId, timestamp } = readMessage(record);
  const one = found.get(project) ?? {
    messages: 0,
    conversations: new Set<string>(),
    firstTime: timestamp,
    lastTime: timestamp,
  };
  one.messages++;
  one.lastTime = timestamp;
  if (conversationId !== null) one.conversations.add(conversationId);
  found.set(project, one);
}
