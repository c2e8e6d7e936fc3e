import type { Project } from '@memex/core/model';
import type { JSX } from 'preact';
import type { Loaded } from '../data/loaded.js';
import { Chips } from './chips.js';
import { LiveDot } from './live-dot.js';
import { Navigation } from './navigation.js';
import { ProjectPicker } from './project-picker.js';
import type { Liveness, Scene } from './scene.js';
import { WindowPicker } from './window-picker.js';

interface BarProps {
  readonly scene: Scene;
  readonly projects: Loaded<readonly Project[]>;
  readonly project: string | undefined;
  readonly live: Liveness;
  readonly isBusy: boolean;
}

export function Bar({ scene, projects, project, live, isBusy }: BarProps): JSX.Element {
  const { page, compare } = scene.state;
  const hasWindow = page === 'overview' || page === 'conversations';
  return (
    <header class={isBusy ? 'bar busy' : 'bar'}>
      <div class="bar-row">
        <a
          class="brand"
          href={scene.link({ page: 'overview', panel: undefined, conversation: undefined, text: '' })}
        >
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="M2 4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H8l-4 3v-3a2 2 0 0 1-2-2z"
              fill="var(--accent)"
            />
            <path
              d="M6 11V7.5M10 11V5.5M14 11V8.5"
              stroke="var(--accent-ink)"
              stroke-width="1.8"
              stroke-linecap="round"
            />
          </svg>
          Memex
        </a>
        <ProjectPicker scene={scene} projects={projects} project={project} />
        <Navigation scene={scene} />
        <div class="bar-end">
          {scene.actions === undefined ? null : <LiveDot live={live} />}
          <HelpButton scene={scene} />
        </div>
      </div>
      {hasWindow ? (
        <div class="bar-row">
          <WindowPicker scene={scene} />
          {page === 'overview' ? (
            <a
              class={compare ? 'toggle on' : 'toggle'}
              href={scene.link({ compare: !compare })}
              role="switch"
              aria-checked={compare}
            >
              <i aria-hidden="true" />
              Compare
            </a>
          ) : null}
          <Chips scene={scene} />
        </div>
      ) : null}
    </header>
  );
}

function HelpButton({ scene: { actions } }: { readonly scene: Scene }): JSX.Element | null {
  if (actions === undefined) return null;
  return (
    <button
      type="button"
      class="icon-button quiet"
      aria-label="Keyboard shortcuts"
      onClick={() => actions.showHelp(true)}
    >
      ?
    </button>
  );
}
