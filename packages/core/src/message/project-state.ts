import type { Project } from './project.js';

/** How many messages a project has, and the times of the earliest and the latest, in UTC; null if it has none. */
export interface ProjectMessages {
  readonly kind: 'messages';
  readonly messages: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/** What a store tells of a project now, or that it tells nothing. */
export type ProjectState = ProjectMessages | { readonly kind: 'unavailable' };

export const UNAVAILABLE: ProjectState = { kind: 'unavailable' };

/** @param project - `undefined` if it has no messages. */
export function stateOf(project: Project | undefined): ProjectMessages {
  const { messages = 0, firstTime = null, lastTime = null } = project ?? {};
  return { kind: 'messages', messages, firstTime, lastTime };
}

export function isSameState(one: ProjectState | undefined, other: ProjectState): boolean {
  if (one?.kind !== 'messages' || other.kind !== 'messages') return one?.kind === other.kind;
  return (
    one.messages === other.messages && one.firstTime === other.firstTime && one.lastTime === other.lastTime
  );
}
