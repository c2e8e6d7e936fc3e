import { compareCodePoints } from '../json/code-points.js';
import type { JsonValue } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { Profile } from '../services/profile-manager.js';
import type { Cell } from '../table/cell.js';
import type { AppUsers, Chatbots } from './app-users.js';
import type { DumpedUsers } from './dumps.js';
import type { TableWriter } from './outputs.js';
import { yesOrNo } from './users-table.js';

export const APPS_USAGE_COLUMNS: readonly Cell[] = [
  'email',
  'registered to survey',
  'completed survey',
  'chatbot',
  'ilog',
];

/** A user in the table. */
export interface AppsUser {
  readonly userId: string;
  readonly email: string | null;
  readonly chatbots: Chatbots;
}

/** A row, and its sort key. */
export interface UsageRow {
  readonly email: string;
  readonly chatbots: string;
  readonly cells: readonly Cell[];
}

/** The row of a user. */
export function usageRow(
  { userId, email, chatbots }: AppsUser,
  { survey, ilog }: AppUsers,
  { ever }: DumpedUsers,
): UsageRow {
  const completed = ever.has(userId);
  return {
    email: email ?? '',
    chatbots: chatbots.names,
    cells: [
      email,
      yesOrNo(completed || survey.has(userId)),
      yesOrNo(completed),
      chatbots.names,
      yesOrNo(ilog.has(userId)),
    ],
  };
}

/** Writes rows that arrive grouped by chatbots. It sorts each group by address, and holds one group at a time. */
export class GroupedRows {
  private group: UsageRow[] = [];

  constructor(
    private readonly output: TableWriter,
    private readonly options: CallOptions,
  ) {}

  async add(row: UsageRow): Promise<void> {
    const [first] = this.group;
    if (first !== undefined && first.chatbots !== row.chatbots) await this.end();
    this.group.push(row);
  }

  /** Writes the current group. */
  async end(): Promise<void> {
    const rows = this.group.sort((a, b) => compareCodePoints(a.email, b.email));
    this.group = [];
    for (const { cells } of rows) await this.output.row(cells, this.options);
  }
}

/** A profile without identifying data. Only the year remains of the date of birth. */
export function anonymousProfile(profile: Profile, { ids }: Chatbots): JsonValue {
  const { email: _email, phoneNumber: _phone, name: _name, dateOfBirth, ...rest } = profile;
  const { id, ...others } = rest;
  return { id, dateOfBirth: dateOfBirth === null ? null : { year: dateOfBirth.year }, ...others, appId: ids };
}
