import type { JSX } from 'preact';
import type { Chart } from '../charts/chart.js';
import { tableOf } from '../charts/reading.js';
import { bucketLink } from './bucket-link.js';
import type { Scene } from './scene.js';

interface NumbersTableProps {
  readonly scene: Scene;
  readonly chart: Chart;
  readonly title: string;
}

/** The numbers of a chart. */
export function NumbersTable({ scene, chart, title }: NumbersTableProps): JSX.Element {
  const { columns, rows } = tableOf(chart, scene.formats);
  return (
    <details class="numbers">
      <summary>
        Numbers<span class="unseen"> of {title}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must reach it */}
      <section class="scroll" aria-label={`Numbers of ${title}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column} scope="col" class={index === 0 ? '' : 'number'}>
                  {column === '' ? <span class="unseen">What</span> : <bdi>{column}</bdi>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([about, ...cells], row) => (
              <tr key={row}>
                <th scope="row">
                  <About text={about} href={bucketLink(scene, chart, row)} />
                </th>
                {cells.map((cell, index) => (
                  <td key={index} class="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** What a row is about. A bucket leads to the page about it alone. */
function About({
  text,
  href,
}: {
  readonly text: string | undefined;
  readonly href: string | undefined;
}): JSX.Element {
  const name = <bdi>{text}</bdi>;
  return href === undefined ? name : <a href={href}>{name}</a>;
}
