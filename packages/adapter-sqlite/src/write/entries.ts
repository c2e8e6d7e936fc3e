import type { SqlValue } from '../driver/driver.js';
import type { NewRow } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { TABLES, type TableName } from '../schema/tables.js';
import { FirstSeen } from './first-seen.js';

/** Adds entries to their tables. Caches the ids of projects, which never change after they are committed, and who was seen before. */
export class EntryWriter {
  private readonly projects = new Map<string, SqlValue>();
  private readonly firstSeen: FirstSeen;

  constructor(private readonly connection: Connection) {
    this.firstSeen = new FirstSeen(connection);
  }

  /** Call this first in each transaction. */
  begin(): void {
    this.firstSeen.begin();
  }

  /** Adds an entry, unless one with its trace id exists. */
  insert(table: TableName, row: NewRow): void {
    const { fields, identities } = TABLES[table];
    const values = fields.map(({ toColumn }, index) => toColumn(row.fields[index] ?? null));
    const project = this.projectId(row.project);
    const added = this.connection.prepare(INSERTS[table]).run(row.traceId, project, row.at, ...values);
    if (added === 0) return;
    this.connection.prepare(TEXT_INSERTS[table]).run(row.json);
    for (const identity of identities) {
      const hash = values[fields.findIndex(({ column }) => column === identity.column)] ?? null;
      if (hash !== null) this.firstSeen.note(project, identity, hash, row.at);
    }
  }

  /** Call this when entries are deleted. */
  forgetFirstSeen(): void {
    this.firstSeen.forget();
  }

  /** Call this after a transaction was rolled back. */
  forget(): void {
    this.projects.clear();
    this.firstSeen.forget();
  }

  private projectId(name: string): SqlValue {
    const known = this.projects.get(name);
    if (known !== undefined) return known;
    this.connection.prepare('INSERT INTO projects (name) VALUES (?) ON CONFLICT DO NOTHING').run(name);
    const id = this.connection.prepare('SELECT id FROM projects WHERE name = ?').get(name)?.[0] ?? null;
    this.projects.set(name, id);
    return id;
  }
}

const INSERTS = { messages: insertInto('messages'), logs: insertInto('logs') };

const TEXT_INSERTS = { messages: insertTextInto('messages'), logs: insertTextInto('logs') };

function insertInto(table: TableName): string {
  const columns = ['trace_id', 'project', 'at', ...TABLES[table].fields.map(({ column }) => column)];
  const marks = columns.map(() => '?').join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (trace_id) DO NOTHING`;
}

function insertTextInto(table: TableName): string {
  return `INSERT INTO ${table}_text (id, json) VALUES (last_insert_rowid(), ?)`;
}
