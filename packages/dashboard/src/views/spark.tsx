import type { JSX } from 'preact';
import { sparkLine } from '../charts/spark.js';
import type { Point } from '../data/card-data.js';

const [WIDTH, HEIGHT, MARGIN] = [120, 28, 2];

/** The course of a figure, without axes: the card around it says what it is. */
export function Spark({ points }: { readonly points: readonly Point[] }): JSX.Element {
  const { finished, unfinished } = sparkLine(points, WIDTH, HEIGHT);
  return (
    <svg
      class="spark"
      viewBox={`0 ${-MARGIN} ${WIDTH} ${HEIGHT + 2 * MARGIN}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="spark-line" d={finished} vector-effect="non-scaling-stroke" />
      <path class="spark-line unfinished" d={unfinished} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
