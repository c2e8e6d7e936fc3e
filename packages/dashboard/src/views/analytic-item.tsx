import type { AnalyticState } from '@memex/core/model';
import type { JSX } from 'preact';
import { chartOfResult } from '../charts/of-result.js';
import { AnalyticResultView } from './analytic-result.js';
import { descriptorTitle, timespanTitle } from './descriptor-title.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** An analytic: what it is, in which state, its result, and what can be done with it. */
export function AnalyticItem({
  scene,
  analytic,
}: {
  readonly scene: Scene;
  readonly analytic: AnalyticState;
}): JSX.Element {
  const { id, descriptor, result, state, reason, nextTry, computedAt } = analytic;
  return (
    <li class="analytic" data-analytic={id}>
      <div class="analytic-head">
        <div>
          <h2>
            <Text value={descriptorTitle(descriptor)} max={160} />
          </h2>
          <p class="soft">
            {timespanTitle(descriptor.timespan)}
            {computedAt === null ? ' · not computed yet' : ` · computed ${writeMoment(computedAt, scene)}`}
          </p>
        </div>
        <State state={state} />
        <AnalyticButtons scene={scene} id={id} />
      </div>
      {reason === null ? null : (
        <p class="failed">
          <Text value={reason} max={500} />
          {nextTry === null ? '' : ` Next attempt ${writeMoment(nextTry, scene)}.`}
        </p>
      )}
      {result === null ? null : (
        <AnalyticResultView
          scene={scene}
          title={descriptorTitle(descriptor)}
          chart={chartOfResult(descriptor, result)}
        />
      )}
      <details class="numbers">
        <summary>
          Descriptor<span class="unseen"> of {descriptorTitle(descriptor)}</span>
        </summary>
        <pre class="text json">{JSON.stringify(descriptor, null, 2)}</pre>
      </details>
    </li>
  );
}

function State({ state }: { readonly state: AnalyticState['state'] }): JSX.Element {
  const mood = state === 'failed' ? 'tag bad' : state === 'idle' || state === null ? 'tag' : 'tag accent';
  return <span class={mood}>{state ?? 'state unknown'}</span>;
}

/** Only for who may write. */
function AnalyticButtons({
  scene: { actions, session },
  id,
}: {
  readonly scene: Scene;
  readonly id: string;
}): JSX.Element | null {
  if (actions === undefined || session === undefined || session.access === 'read') return null;
  return (
    <div class="buttons">
      <button type="button" onClick={() => actions.compute(id)}>
        Compute
      </button>
      <button
        type="button"
        class="danger"
        onClick={() => {
          if (globalThis.confirm('Delete this analytic with its result?')) actions.remove(id);
        }}
      >
        Delete
      </button>
    </div>
  );
}
