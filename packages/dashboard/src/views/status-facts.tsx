import type { ComponentChildren, JSX } from 'preact';
import type { PartStatus, ServiceStatus } from '../api/api.js';
import { writeBytes } from './numbers.js';
import type { Scene } from './scene.js';
import { writeMoment } from './times.js';

/** What is stored, queued and scheduled, and by which versions. */
export function StatusFacts({
  scene,
  status,
}: {
  readonly scene: Scene;
  readonly status: ServiceStatus;
}): JSX.Element {
  const { version, node, parts, storeBytes, jobs, scheduler } = status;
  const count = (value: number): string => scene.formats.number(value, 'count');
  return (
    <dl class="facts">
      <Fact name="Memex">{version}</Fact>
      <Fact name="Node">{node}</Fact>
      {Object.entries(parts).map(([name, part]) => (
        <Fact key={name} name={name === 'store' ? 'Store' : name === 'queue' ? 'Queue' : name}>
          <Part part={part} />
        </Fact>
      ))}
      <Fact name="Size of the store">
        {storeBytes === null ? UNKNOWN : writeBytes(storeBytes, scene.locale)}
      </Fact>
      {jobs === null ? (
        <Fact name="Jobs">{UNKNOWN}</Fact>
      ) : (
        <>
          <Fact name="Waiting">
            {count(jobs.waiting)}
            {jobs.waitingSince === null ? '' : `, since ${writeMoment(jobs.waitingSince, scene)}`}
          </Fact>
          <Fact name="Delayed">{count(jobs.delayed)}</Fact>
          <Fact name="Running">{count(jobs.active)}</Fact>
          <Fact name="Dead">{jobs.dead === 0 ? '0' : <span class="tag bad">{count(jobs.dead)}</span>}</Fact>
        </>
      )}
      <Fact name="Last run of the scheduler">
        {scheduler === null
          ? UNKNOWN
          : scheduler.lastRun === null
            ? 'none yet'
            : writeMoment(scheduler.lastRun, scene)}
        {scheduler?.queued == null ? '' : `, ${count(scheduler.queued)} analytics requested`}
      </Fact>
    </dl>
  );
}

const UNKNOWN = 'unknown now';

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Part({ part: { state, name, version, reason } }: { readonly part: PartStatus }): JSX.Element {
  return (
    <>
      <span class={state === 'up' ? 'tag accent' : 'tag bad'}>{state}</span> {name} {version}
      {reason === undefined ? null : <span class="text"> {reason}</span>}
    </>
  );
}
