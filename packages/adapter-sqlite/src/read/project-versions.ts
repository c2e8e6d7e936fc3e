import { randomUUID } from 'node:crypto';
import type { Connection } from '../schema/connection.js';

/** What is known of a project. */
interface Known {
  /** Another each time that something may have been missed. */
  readonly begun: string;
  /** The last id of any message that was looked at. */
  upToId: number;
  /** The last id of those that were the project's; 0 if there was none since it began. */
  storedId: number;
}

/** The most messages to look at for those of a project. */
const MAX_ARRIVED = 20_000;

const MAX_PROJECTS = 1_000;

/**
 * Tells versions of projects: what was stored since it first looked, whose ids only grow, and how many messages were ever deleted, which a
 * trigger counts. Looks only at messages that arrived since the last time.
 */
export class ProjectVersions {
  private readonly known = new Map<number, Known>();

  constructor(private readonly connection: Connection) {}

  versionOf(project: string): string {
    const { connection } = this;
    return connection.snapshot(() => {
      const found = connection.prepare('SELECT id, removals FROM projects WHERE name = ?').get(project);
      if (found === undefined) return NEVER_WRITTEN;
      const [id, removals] = found.map(Number);
      const { begun, storedId } = this.inStep(id ?? 0);
      return `${begun}.${storedId}.${removals}`;
    });
  }

  private inStep(id: number): Known {
    const { connection } = this;
    const lastId = Number(connection.prepare('SELECT max(id) FROM messages').get()?.[0] ?? 0);
    const known = this.known.get(id);
    if (known === undefined || lastId - known.upToId > MAX_ARRIVED) return this.begin(id, lastId);
    if (lastId > known.upToId) {
      const [own] =
        connection
          .prepare('SELECT max(e.id) FROM messages e NOT INDEXED WHERE e.id > ? AND +e.project = ?')
          .get(known.upToId, id) ?? [];
      known.storedId = Number(own ?? known.storedId);
      known.upToId = lastId;
    }
    return known;
  }

  private begin(id: number, upToId: number): Known {
    if (this.known.size >= MAX_PROJECTS) this.known.clear();
    const known = { begun: randomUUID(), upToId, storedId: 0 };
    this.known.set(id, known);
    return known;
  }
}

const NEVER_WRITTEN = '';
