import { compareCodePoints } from '../json/code-points.js';
import { formatInstant, type Instant } from '../time/instant.js';
import type { Project } from './project.js';

/** Some messages of a project, at least one: how many, and the instants of the earliest and the latest. */
export interface ProjectPart {
  readonly project: string;
  readonly messages: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Puts projects together from parts of their messages, in any order. */
export class ProjectList {
  private readonly parts = new Map<string, Mutable<ProjectPart>>();

  add({ project, messages, firstAt, lastAt }: ProjectPart): void {
    const known = this.parts.get(project);
    if (known === undefined) {
      this.parts.set(project, { project, messages, firstAt, lastAt });
      return;
    }
    known.messages += messages;
    if (firstAt < known.firstAt) known.firstAt = firstAt;
    if (lastAt > known.lastAt) known.lastAt = lastAt;
  }

  /** In the order of the code points of their names. */
  found(): readonly Project[] {
    return [...this.parts.values()]
      .sort((a, b) => compareCodePoints(a.project, b.project))
      .map(({ project, messages, firstAt, lastAt }) => ({
        project,
        messages,
        firstTime: formatInstant(firstAt),
        lastTime: formatInstant(lastAt),
      }));
  }
}
