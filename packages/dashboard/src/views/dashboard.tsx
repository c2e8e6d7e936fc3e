import type { ComponentChildren, JSX } from 'preact';
import { Bar } from './bar.js';
import { Chat } from './chat.js';
import { ConversationsPage } from './conversations-page.js';
import { FirstMessage } from './first-message.js';
import { Footer } from './footer.js';
import { Help } from './help.js';
import { KeyForm } from './key-form.js';
import { Notice } from './notice.js';
import { Overview } from './overview.js';
import type { PageData } from './page-data.js';
import type { Scene } from './scene.js';
import { Failed, Loading } from './whenever.js';

interface DashboardProps {
  readonly scene: Scene;
  readonly data: PageData;
  /** `undefined` until they are there. */
  readonly latePages: typeof import('./late-pages.js') | undefined;
}

/** The whole page, as a function of its state and data. A browser and a server render it alike. */
export function Dashboard({ scene, data, latePages }: DashboardProps): JSX.Element {
  const { conversation } = scene.state;
  const hasChat = conversation !== undefined && data.needsKey === undefined;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Bar
        scene={scene}
        projects={data.projects}
        project={data.project}
        live={data.live}
        isBusy={data.isBusy}
      />
      <div class={hasChat ? 'body with-chat' : 'body'}>
        <main id="main" tabIndex={-1} aria-busy={data.isBusy}>
          <Main scene={scene} data={data} latePages={latePages} />
        </main>
        {hasChat ? (
          <Chat key={conversation} scene={scene} conversation={conversation} what={data.chat} />
        ) : null}
      </div>
      <Footer scene={scene} />
      <Notice notice={data.notice} />
      <Help scene={scene} isShown={data.isHelpShown} />
    </>
  );
}

function Main({ scene, data, latePages }: DashboardProps): ComponentChildren {
  const { page } = scene.state;
  if (data.needsKey !== undefined) return <KeyForm scene={scene} reason={data.needsKey.reason} />;
  if (data.projects.state === 'failed') return <Failed scene={scene} reason={data.projects.reason} />;
  if (data.projects.state === 'ready' && data.projects.data.length === 0 && page !== 'operations')
    return <FirstMessage scene={scene} address={data.address} />;
  switch (page) {
    case 'overview':
      return <Overview scene={scene} cards={data.cards} panels={data.panels} />;
    case 'conversations':
      return (
        <ConversationsPage
          scene={scene}
          project={data.project}
          conversations={data.conversations}
          found={data.found}
        />
      );
    default:
      return <LatePage scene={scene} data={data} latePages={latePages} />;
  }
}

function LatePage({ scene, data, latePages }: DashboardProps): JSX.Element {
  if (latePages === undefined) return <Loading />;
  const { AnalyticsPage, OperationsPage } = latePages;
  return scene.state.page === 'operations' ? (
    <OperationsPage scene={scene} status={data.status} deadJobs={data.deadJobs} />
  ) : (
    <AnalyticsPage
      scene={scene}
      project={data.project}
      definable={data.definable}
      analytics={data.analytics}
    />
  );
}
