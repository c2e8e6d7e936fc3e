import type { SqlValue } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import { TABLES, type TableName } from '../schema/tables.js';
import type { NewRow } from '../thread/protocol.js';

/** Adds entries to their table. Knows the ids of projects, which never change once they are committed. */
export class EntryWriter {
  private readonly projects = new Map<string, SqlValue>();

  constructor(private readonly connection: Connection) {}

  /** Adds an entry, unless its trace id is there. */
  insert(table: TableName, row: NewRow): void {
    const { fields } = TABLES[table];
    const values = fields.map(({ toColumn }, index) => toColumn(row.fields[index] ?? null));
    const added = this.connection
      .prepare(INSERTS[table])
      .run(row.traceId, this.projectId(row.project), row.at, ...values);
    if (added > 0) this.connection.prepare(TEXT_INSERTS[table]).run(row.json);
  }

  /** To be called when a transaction was undone, and with it the projects that it added. */
  forgetProjects(): void {
    this.projects.clear();
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
