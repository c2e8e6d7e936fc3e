import type { Position } from '@memex/core/ports';
import { foreignCursor } from '@memex/core/toolkit';
import type { Place } from '../protocol/entries.js';

/** Formats a place as text. */
export function writePosition({ at, id }: Place): Position {
  return `${at}:${id}`;
}

/** Parses what {@link writePosition} formats. @throws MalformedError if the text is anything else. */
export function readPosition(position: Position): Place {
  const [, at, id] = /^(\d{1,16}):(\d{1,15})$/.exec(position) ?? [];
  if (at === undefined) throw foreignCursor();
  return { at: Number(at), id: Number(id) };
}
