import type { Project } from '@memex/core/model';
import type { JSX } from 'preact';
import type { Loaded } from '../data/loaded.js';
import { HiddenFields } from './hidden-fields.js';
import type { Scene } from './scene.js';

interface ProjectPickerProps {
  readonly scene: Scene;
  readonly projects: Loaded<readonly Project[]>;
  /** The project that is shown. */
  readonly project: string | undefined;
}

export function ProjectPicker({ scene, projects, project }: ProjectPickerProps): JSX.Element {
  const known = projects.state === 'ready' ? projects.data.map((one) => one.project) : [];
  const names = project === undefined || known.includes(project) ? known : [project, ...known];
  return (
    <form class="project" method="get" data-sends-itself>
      <HiddenFields scene={scene} except={['project', 'conversation', 'panel', 'where', 'rows']} />
      <label class="unseen" for="project">
        Project
      </label>
      <select id="project" name="project" value={project} key={names.join('\n')}>
        {names.length === 0 ? <option value="">No project</option> : null}
        {names.map((name) => (
          <option key={name} value={name} selected={name === project}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="without-scripts">
        Show
      </button>
    </form>
  );
}
