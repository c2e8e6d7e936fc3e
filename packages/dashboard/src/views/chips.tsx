import type { JSX } from 'preact';
import type { FieldValue } from '../state/view-state.js';
import { Icon } from './icon.js';
import { fieldName, valueName } from './names.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';

/** What everything is narrowed to. A click on one widens it again. */
export function Chips({ scene }: { readonly scene: Scene }): JSX.Element | null {
  const { conditions } = scene.state;
  if (conditions.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters">
      {conditions.map((condition) => (
        <li key={`${condition.field} ${condition.value}`}>
          <a class="chip" href={scene.link({ conditions: without(conditions, condition) })}>
            <span class="unseen">Remove the filter </span>
            <span class="soft">{fieldName(condition.field)}</span>
            <Text value={valueName(condition.value)} max={60} />
            <Icon name="close" />
          </a>
        </li>
      ))}
      {conditions.length > 1 ? (
        <li>
          <a class="link" href={scene.link({ conditions: [] })}>
            Remove all
          </a>
        </li>
      ) : null}
    </ul>
  );
}

function without(all: readonly FieldValue[], one: FieldValue): readonly FieldValue[] {
  return all.filter(({ field, value }) => field !== one.field || value !== one.value);
}
