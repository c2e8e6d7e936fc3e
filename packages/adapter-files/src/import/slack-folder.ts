import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportedChat } from '@memex/core/imports';
import { malformed, parseJson } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import type { ImportFile, ImportFiles } from './import-file.js';

/** The files that list channels, groups, and direct messages. Each conversation has a folder with its name, or else its id. */
const LISTS = ['channels.json', 'groups.json', 'mpims.json', 'dms.json'] as const;

/**
 * The days of all channels of an unpacked export of Slack, and the users that are bots.
 *
 * Source: {@link https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports | Slack, How to read Slack data exports}
 *
 * @throws MalformedError if it is no such folder. NotFoundError or UnavailableError if it cannot be read.
 */
export async function readSlackFolder(folder: string): Promise<ImportFiles> {
  try {
    const names = await readdir(folder, { withFileTypes: true });
    const isThere = (name: string): boolean => names.some((one) => one.name === name);
    if (!LISTS.some(isThere)) throw malformed(folder, `must have ${LISTS.join(', or ')}: is it the export?`);
    const chats = new Map<string, ImportedChat>();
    for (const list of LISTS.filter(isThere))
      for (const chat of (await recordsIn(join(folder, list))).map(chatOf))
        chats.set(chat.name ?? chat.id, chat);
    const users = ['users.json', 'org_users.json'].filter(isThere);
    const people = (await Promise.all(users.map((name) => recordsIn(join(folder, name))))).flat();
    const files: ImportFile[] = [];
    for (const { name } of names.filter((one) => one.isDirectory()).sort(byName))
      files.push(...(await daysIn(join(folder, name), chats.get(name) ?? { id: name })));
    return {
      files,
      workspaceBots: people.filter(({ is_bot }) => is_bot === true).map(({ id }) => String(id)),
    };
  } catch (error) {
    throw fileErrorOf(error, folder, 'read');
  }
}

type SlackRecord = Readonly<Record<string, unknown>>;

async function recordsIn(file: string): Promise<readonly SlackRecord[]> {
  try {
    const list = parseJson(await readFile(file, 'utf8'));
    if (Array.isArray(list)) return list.filter((one) => typeof one === 'object' && one !== null);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw malformed(file, 'must be a list in JSON');
}

function chatOf({ id, name }: SlackRecord): ImportedChat {
  return { id: String(id), name: typeof name === 'string' ? name : undefined };
}

/** Other files of a channel, such as canvases, have other names. */
const DAY = /^\d{4}-\d{2}-\d{2}\.json$/;

async function daysIn(folder: string, chat: ImportedChat): Promise<readonly ImportFile[]> {
  const days = (await readdir(folder)).filter((name) => DAY.test(name)).sort();
  return Promise.all(
    days.map(async (name) => {
      const path = join(folder, name);
      return { path, size: (await stat(path)).size, chat };
    }),
  );
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}
