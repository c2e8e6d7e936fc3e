import type { Session } from '../api/api.js';
import type { Formats } from '../charts/formats.js';
import { writeAddress } from '../state/address.js';
import { dateAt } from '../state/calendar.js';
import { changeState } from '../state/change-state.js';
import { spanOf } from '../state/span.js';
import type { ViewState } from '../state/view-state.js';
import type { Scene } from './scene.js';

interface SceneOptions extends Pick<Scene, 'locale' | 'svgOf' | 'actions'> {
  readonly state: ViewState;
  readonly session: Session | undefined;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** How numbers and times are written in the locale and a time zone. */
  readonly formatsOf: (timeZone: string) => Formats;
  /** What every address carries beside the state. */
  readonly always?: readonly (readonly [name: string, value: string])[];
}

/** Until the zone is known, no times are shown. */
const NO_ZONE = 'UTC';

/** What the components need, from what a browser and a server know. */
export function createScene({ formatsOf, now, always = [], ...options }: SceneOptions): Scene {
  const { state, session } = options;
  const timeZone = session?.timeZone ?? NO_ZONE;
  const link = (change: Partial<ViewState>): string => {
    const query = new URLSearchParams(writeAddress(changeState(state, change)));
    for (const [name, value] of always) query.append(name, value);
    return `?${query}`;
  };
  return {
    ...options,
    timeZone,
    today: dateAt(now, timeZone),
    range: spanOf(state.window, { now, zone: timeZone }).range,
    formats: formatsOf(timeZone),
    link,
    fieldsWithout: (names) => [...new URLSearchParams(link({}))].filter(([name]) => !names.includes(name)),
  };
}
