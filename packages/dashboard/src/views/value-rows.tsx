import type { JSX } from 'preact';
import type { ValueRow } from '../data/panel-data.js';
import { FALLBACK } from '../data/panels.js';
import type { FieldValue } from '../state/view-state.js';
import { valueName } from './names.js';
import { writeShare } from './numbers.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';

interface ValueRowsProps {
  readonly scene: Scene;
  readonly field: string;
  readonly rows: readonly ValueRow[];
  /** All rows, those that are not shown too: shares are of them. */
  readonly all: readonly ValueRow[];
}

/** Values and how often they occur. A click on one narrows everything to it. */
export function ValueRows({ scene, field, rows, all }: ValueRowsProps): JSX.Element {
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <ol class="value-rows">
      {rows.map(({ value, count }) => (
        <li key={`${typeof value} ${value}`} data-count={count}>
          <svg class="share" aria-hidden="true" preserveAspectRatio="none">
            <rect width={`${((100 * count) / most).toFixed(2)}%`} height="100%" rx="4" />
          </svg>
          <Name scene={scene} field={field} value={value} />
          <span class="number">{scene.formats.number(count, 'count')}</span>
          <span class="number soft">{writeShare(count, total, scene.locale)}</span>
        </li>
      ))}
    </ol>
  );
}

function Name({
  scene,
  field,
  value,
}: {
  readonly scene: Scene;
  readonly field: string;
  readonly value: ValueRow['value'];
}): JSX.Element {
  const text = <Text value={valueName(value)} max={120} />;
  if (value === null) return <span class="name soft">{text}</span>;
  const isFallback = field === FALLBACK.field && value === FALLBACK.value;
  return (
    <a
      class="name"
      href={scene.link({
        conditions: withCondition(scene.state.conditions, { field, value }),
        panel: undefined,
      })}
    >
      {text}
      {isFallback ? <span class="soft"> · not understood</span> : null}
    </a>
  );
}

/** A field has one value at a time: a second one would leave nothing. */
export function withCondition(all: readonly FieldValue[], added: FieldValue): readonly FieldValue[] {
  return [...all.filter(({ field }) => field !== added.field), added];
}
