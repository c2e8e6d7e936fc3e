import type { JSX } from 'preact';
import { Icon } from './icon.js';
import { changeOf, writeChange } from './numbers.js';

interface ChangeProps {
  readonly value: number | null;
  readonly before: number | null | undefined;
  /** `undefined` where neither direction is better. */
  readonly isDownGood: boolean | undefined;
  readonly locale: string;
}

/** By how much a figure changed. Its sign says so too: colour alone never does. */
export function Change({ value, before, isDownGood, locale }: ChangeProps): JSX.Element | null {
  const change = changeOf(value, before);
  if (change === undefined) return null;
  const isFlat = Math.abs(change) < 0.0005;
  const mood = isFlat || isDownGood === undefined ? 'flat' : change < 0 === isDownGood ? 'good' : 'bad';
  return (
    <span class={`change ${mood}`}>
      {isFlat ? null : <Icon name={change < 0 ? 'down' : 'up'} />}
      {writeChange(change, locale)}
    </span>
  );
}
