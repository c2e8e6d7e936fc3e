import { together } from '../async/together.js';
import type { CallOptions } from '../port/call.js';
import type { App, Hub } from '../services/hub.js';
import type { SecondsRange } from '../services/seconds.js';

/** The applications whose users are in a report. */
export interface UsedApps {
  readonly appIds: readonly string[];
  readonly ilogId?: string | undefined;
  readonly surveyIds: readonly string[];
}

/** The chatbots that a user used, separated by `;`. */
export interface Chatbots {
  readonly names: string;
  readonly ids: string;
}

export const NO_CHATBOTS: Chatbots = { names: '', ids: '' };

/** The users of applications. */
export interface AppUsers {
  /** Users of any application in the window: chatbot by chatbot, then iLog, then the survey, each in the order of the hub. */
  readonly inWindow: ReadonlySet<string>;
  /** For each user, the chatbots used at any time. Users of none are absent. */
  readonly chatbots: ReadonlyMap<string, Chatbots>;
  /** Users of iLog, and of the survey, at any time. */
  readonly ilog: ReadonlySet<string>;
  readonly survey: ReadonlySet<string>;
}

interface Listed {
  readonly ever: readonly string[];
  readonly inWindow: readonly string[];
}

/** Asks the hub for the users of the applications. Without a range, all of them are in the window. */
export async function readAppUsers(
  { appIds, ilogId, surveyIds }: UsedApps,
  hub: Hub,
  range: SecondsRange | undefined,
  options: CallOptions,
): Promise<AppUsers> {
  const ids = [...new Set(appIds)];
  const list = (appId: string) => (call: CallOptions) => listUsers(hub, appId, range, call);
  const [apps, bots, ilog, surveys] = await together(
    [
      (call: CallOptions) =>
        together(
          ids.map((id) => (one: CallOptions) => hub.app(id, one)),
          call,
        ),
      (call: CallOptions) => together(ids.map(list), call),
      (call: CallOptions) => together((ilogId === undefined ? [] : [ilogId]).map(list), call),
      (call: CallOptions) => together([...new Set(surveyIds)].map(list), call),
    ],
    options,
  );
  const lists = [...bots, ...ilog, ...surveys];
  return {
    inWindow: new Set(lists.flatMap(({ inWindow }) => inWindow)),
    chatbots: chatbotsByUser(apps, bots),
    ilog: new Set(ilog.flatMap(({ ever }) => ever)),
    survey: new Set(surveys.flatMap(({ ever }) => ever)),
  };
}

async function listUsers(
  hub: Hub,
  appId: string,
  range: SecondsRange | undefined,
  options: CallOptions,
): Promise<Listed> {
  const ever = await hub.users(appId, {}, options);
  return { ever, inWindow: range === undefined ? ever : await hub.users(appId, range, options) };
}

/** An application without a name is called by its id. */
function chatbotsByUser(apps: readonly App[], users: readonly Listed[]): ReadonlyMap<string, Chatbots> {
  const byUser = new Map<string, Chatbots>();
  for (const [index, { id, name }] of apps.entries()) {
    for (const userId of users[index]?.ever ?? []) {
      const before = byUser.get(userId);
      byUser.set(
        userId,
        before === undefined
          ? { names: name ?? id, ids: id }
          : { names: `${before.names};${name ?? id}`, ids: `${before.ids};${id}` },
      );
    }
  }
  return byUser;
}
