import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chart } from '../charts/chart.js';
import type { DrawnChart } from '../charts/engine.js';
import { nextPoint, readPoint } from '../charts/reading.js';
import type { PictureWords } from '../charts/standalone-svg.js';
import { bucketLink } from './bucket-link.js';
import { NumbersTable } from './numbers-table.js';
import type { Scene } from './scene.js';

interface ChartFigureProps {
  readonly scene: Scene;
  readonly chart: Chart;
  readonly words: PictureWords;
  /** Of the text that a server draws; in a browser the style sheet says how large it is. */
  readonly size: { readonly width: number; readonly height: number };
  readonly name: string;
}

/** A chart whose points the arrow keys walk and a reader hears, and the table of the same numbers. */
export function ChartFigure({ scene, chart, words, size, name }: ChartFigureProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart>(undefined);
  const [point, setPoint] = useState<number>();
  const [reason, setReason] = useState<string>();
  const chosen = useRef<(index: number) => void>(() => undefined);
  useDrawing(scene, chart, words, place, drawn, setReason, (index) => chosen.current(index));
  useEffect(() => drawn.current?.point(point), [point]);

  const choose = (index: number): void => {
    const href = bucketLink(scene, chart, index);
    if (href !== undefined) scene.actions?.open(href);
  };
  const move = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && point !== undefined) choose(point);
    const next = event.key === 'Escape' ? undefined : nextPoint(chart, point, event.key);
    if (next === undefined && event.key !== 'Escape') return;
    if (event.key !== 'Escape') event.preventDefault();
    setPoint(next);
  };
  chosen.current = choose;
  const svg = scene.svgOf?.(chart, size, words);
  return (
    <figure class={`chart-figure ${name}`}>
      {svg === undefined ? (
        <div
          class="chart-keys"
          role="application"
          aria-roledescription="chart"
          aria-label={`${words.title}. ${words.description} Arrow keys move along it, Enter shows a point alone.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move along it
          tabIndex={0}
          onKeyDown={move}
          onBlur={() => setPoint(undefined)}
        >
          <div class="chart-place" ref={place} aria-hidden="true" />
          {reason === undefined ? null : <p class="failed">{reason}</p>}
        </div>
      ) : (
        <div class="chart-place" dangerouslySetInnerHTML={{ __html: svg }} />
      )}
      <p class="unseen" aria-live="polite" data-chart-point>
        {point === undefined ? '' : readPoint(chart, point, scene.formats)}
      </p>
      <NumbersTable scene={scene} chart={chart} title={words.title} />
    </figure>
  );
}

interface Holder<T> {
  current: T;
}

/** Draws when the element is there and again when what it shows is another. */
function useDrawing(
  { actions }: Scene,
  chart: Chart,
  words: PictureWords,
  place: Holder<HTMLDivElement | null>,
  drawn: Holder<DrawnChart | undefined>,
  fail: (reason: string) => void,
  choose: (index: number) => void,
): void {
  const shown = JSON.stringify(chart);
  const draw = actions?.drawChart;
  useEffect(() => {
    let isGone = false;
    if (draw === undefined || place.current === null) return undefined;
    draw(place.current, chart, words, choose).then(
      (one) => {
        if (isGone) one.stop();
        else drawn.current = one;
      },
      (error: unknown) => fail(`The chart could not be drawn: ${String(error)}`),
    );
    return () => {
      isGone = true;
      drawn.current?.stop();
      drawn.current = undefined;
    };
  }, [shown, draw]);
}
