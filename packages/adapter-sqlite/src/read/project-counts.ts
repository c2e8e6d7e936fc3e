import type { Connection } from '../schema/connection.js';

/** How many messages a project had, and how many were ever removed from it by then. */
interface Counted {
  messages: number;
  readonly removals: number;
}

/** Those of more projects are forgotten. */
const MAX_PROJECTS = 10_000;

/**
 * Counts the messages of projects, and remembers the numbers: the next time only what arrived since is counted, unless messages of the
 * project were removed. A page that watches a project asks every second.
 */
export class ProjectCounts {
  private readonly counted = new Map<number, Counted>();
  /** The last message that is counted in all of them. */
  private upToId = 0;

  constructor(private readonly connection: Connection) {}

  /** Counts what arrived. Call it first in each snapshot. */
  follow(): void {
    const [last] = this.connection.prepare('SELECT max(id) FROM messages').get() ?? [];
    const lastId = Number(last ?? 0);
    if (lastId <= this.upToId) return;
    if (this.counted.size > 0) this.addArrived();
    this.upToId = lastId;
  }

  /** @param removals - As the table of projects has them in this snapshot. */
  of(project: number, removals: number): number {
    const known = this.counted.get(project);
    if (known?.removals === removals) return known.messages;
    const messages = Number(this.connection.prepare(COUNT).get(project)?.[0]);
    if (this.counted.size >= MAX_PROJECTS) this.counted.clear();
    this.counted.set(project, { messages, removals });
    return messages;
  }

  private addArrived(): void {
    for (const [project, arrived] of this.connection.prepare(ARRIVED).all(this.upToId)) {
      const known = this.counted.get(Number(project));
      if (known !== undefined) known.messages += Number(arrived);
    }
  }
}

const COUNT = 'SELECT count(*) FROM messages INDEXED BY messages_by_time WHERE project = ?';

/** In the order of storing, so that only these are read. */
const ARRIVED = 'SELECT project, count(*) FROM messages NOT INDEXED WHERE id > ? GROUP BY project';
