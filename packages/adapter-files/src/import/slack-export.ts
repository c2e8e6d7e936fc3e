import { basename, dirname } from 'node:path';
import type { ImportedChat } from '@memex/core/imports';
import { malformed } from '@memex/core/toolkit';
import { elementItems } from './element-items.js';
import type { ImportFile, ImportFiles } from './import-file.js';
import { inputBytes } from './input-bytes.js';

/** A file of an export, in its folder or in its zip. */
export interface PackedFile {
  /** Where it is in the export, with slashes: `general/2026-01-05.json`. */
  readonly name: string;
  readonly file: ImportFile;
}

/** The files that list channels, groups, and direct messages. Each conversation has a folder with its name, or else its id. */
const LISTS: readonly string[] = ['channels.json', 'groups.json', 'mpims.json', 'dms.json'];
const USERS: readonly string[] = ['users.json', 'org_users.json'];

/** Other files of a channel, such as canvases, have other names. */
const DAY = /^[^/]+\/\d{4}-\d{2}-\d{2}\.json$/;

/** Whether a file is one that {@link slackFiles} reads, wherever in a zip the export begins. */
export function isOfSlack(name: string): boolean {
  return isList(name) || USERS.includes(basename(name)) || DAY.test(name.split('/').slice(-2).join('/'));
}

/**
 * The days of all channels of an export of Slack, and the users that are bots.
 *
 * Source: {@link https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports | Slack, How to read Slack data exports}
 *
 * @param path - The folder or the zip, for errors.
 * @throws MalformedError if it is no export. NotFoundError or UnavailableError if it cannot be read.
 */
export async function slackFiles(path: string, packed: readonly PackedFile[]): Promise<ImportFiles> {
  const root = rootOf(packed);
  if (root === undefined) throw malformed(path, `must have ${LISTS.join(', or ')}: is it the export?`);
  const files = packed
    .filter(({ name }) => name.startsWith(root))
    .map(({ name, file }) => ({ name: name.slice(root.length), file }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const chats = new Map<string, ImportedChat>();
  for (const list of LISTS)
    for await (const chat of recordsIn(files, list)) {
      const { id, name } = chatOf(chat);
      chats.set(name ?? id, { id, name });
    }
  const workspaceBots: string[] = [];
  for (const list of USERS)
    for await (const { id, is_bot } of recordsIn(files, list))
      if (is_bot === true) workspaceBots.push(String(id));
  const days = files.filter(({ name }) => DAY.test(name));
  return {
    files: days.map(({ name, file }) => ({
      ...file,
      chat: chats.get(dirname(name)) ?? { id: dirname(name) },
    })),
    workspaceBots,
  };
}

function isList(name: string): boolean {
  return LISTS.includes(basename(name));
}

/** The folder in which the export is, with a slash at its end: who packs an export again often packs its folder. */
function rootOf(packed: readonly PackedFile[]): string | undefined {
  const [first] = packed
    .map(({ name }) => name)
    .filter(isList)
    .sort((one, other) => one.split('/').length - other.split('/').length);
  return first?.slice(0, first.length - basename(first).length);
}

type SlackRecord = Readonly<Record<string, unknown>>;

/** The objects of a list, if there is one; one is in memory at a time. */
async function* recordsIn(files: readonly PackedFile[], list: string): AsyncGenerator<SlackRecord, void> {
  const file = files.find(({ name }) => name === list)?.file;
  if (file === undefined) return;
  const bytes = (file.open ?? ((options) => inputBytes(file.path, options)))({});
  for await (const items of elementItems(bytes, { items: ['$.*'] }))
    for (const { value, place, issue } of items) {
      if (issue !== undefined || !place.startsWith('[')) throw malformed(file.path, 'must be a list in JSON');
      if (isRecord(value)) yield value;
    }
}

function isRecord(value: unknown): value is SlackRecord {
  return typeof value === 'object' && value !== null;
}

function chatOf({ id, name }: SlackRecord): ImportedChat {
  return { id: String(id), name: typeof name === 'string' ? name : undefined };
}
