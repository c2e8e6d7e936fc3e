import type { JSX } from 'preact';
import type { Scene } from './scene.js';

interface HoursTableProps {
  readonly scene: Scene;
  /** `counts[weekday][hour]`, Monday first. */
  readonly counts: readonly (readonly number[])[];
  /** When the hours begin that are counted, if the window begins earlier. */
  readonly since: string | null;
}

const SHADES = 5;

/** Requests by weekday and hour: the darker, the more. The same numbers are in its cells for who does not see shades. */
export function HoursTable({ scene, counts, since }: HoursTableProps): JSX.Element {
  const most = Math.max(1, ...counts.flat());
  return (
    <>
      <table class="hours">
        <caption class="unseen">Requests by weekday and hour</caption>
        <thead>
          <tr>
            <td />
            {(counts[0] ?? []).map((_, hour) => (
              <th key={hour} scope="col" class={hour % 6 === 0 ? '' : 'unseen-text'}>
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((hours, day) => (
            <tr key={day}>
              <th scope="row">{scene.formats.weekday(day)}</th>
              {hours.map((count, hour) => (
                <td
                  key={hour}
                  class={`heat-${Math.ceil((SHADES * count) / most)}`}
                  title={`${scene.formats.weekday(day)} ${hour}:00, ${scene.formats.number(count, 'count')}`}
                >
                  <span class="unseen">{count}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {since === null ? null : <p class="soft note">Of the last 91 days of the window.</p>}
    </>
  );
}
