import type { DescriptorInput } from '@memex/core';
import type { AnalyticState } from '@memex/core/model';
import type { JSX } from 'preact';
import type { ListPage } from '../api/api.js';
import type { Loaded } from '../data/loaded.js';
import { AnalyticItem } from './analytic-item.js';
import { DefineForm } from './define-form.js';
import { ExportLinks } from './export-links.js';
import type { Scene } from './scene.js';
import { ShowMore } from './show-more.js';
import { Whenever } from './whenever.js';

interface AnalyticsPageProps {
  readonly scene: Scene;
  readonly project: string | undefined;
  /** What the source of the state asks. */
  readonly definable: readonly DescriptorInput[];
  readonly analytics: Loaded<ListPage<AnalyticState>>;
}

/** The analytics that are defined, with their results, and a form to define one. */
export function AnalyticsPage({ scene, project, definable, analytics }: AnalyticsPageProps): JSX.Element {
  return (
    <>
      {scene.state.define === undefined ? null : (
        <DefineForm scene={scene} source={scene.state.define} descriptors={definable} />
      )}
      <section class="surface list-page" aria-labelledby="analytics-title">
        <div class="panel-head">
          <div>
            <h1 id="analytics-title" tabIndex={-1} data-heading>
              Analytics
            </h1>
            <p class="soft">
              Defined once, computed every night and on demand. Define one from the menu of any panel.
            </p>
          </div>
          <ExportLinks scene={scene} kind="analytics" project={project} />
        </div>
        <Whenever scene={scene} what={analytics}>
          {({ items, cursor }) =>
            items.length === 0 ? (
              <div class="nothing soft">
                <p>No analytic is defined in this project.</p>
                <p>
                  <a class="link" href={scene.link({ page: 'overview' })}>
                    Open the overview
                  </a>{' '}
                  and choose “As descriptor” in the menu of a panel.
                </p>
              </div>
            ) : (
              <>
                <ol class="analytics">
                  {items.map((analytic) => (
                    <AnalyticItem key={analytic.id} scene={scene} analytic={analytic} />
                  ))}
                </ol>
                <ShowMore
                  scene={scene}
                  count={items.length}
                  hasMore={cursor !== undefined}
                  what="analytics"
                  first="first"
                />
              </>
            )
          }
        </Whenever>
      </section>
    </>
  );
}
