import type { Subject } from '../../src/data/subject.js';
import { DEFAULT_STATE, type FieldValue, type ViewState, type Window } from '../../src/state/view-state.js';
import { libraryMessages, NOW, ZONE } from './library.js';
import { type Service, startService } from './service.js';

/** A service that has the messages of the library, and its clock. */
export async function startLibrary(): Promise<Service> {
  const service = await startService({ now: NOW, timeZone: ZONE });
  await service.memex.messages.append(libraryMessages());
  return service;
}

/** What is shown in a window. */
export function subjectIn(
  window: Window,
  conditions: readonly FieldValue[] = [],
  change: Partial<ViewState> = {},
): Subject {
  const state = { ...DEFAULT_STATE, window, conditions, ...change };
  return { project: 'library', firstTime: undefined, now: NOW, zone: ZONE, state };
}
