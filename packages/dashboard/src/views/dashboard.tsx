import type { ComponentChildren, JSX } from 'preact';
import { AnalyticsPage } from './analytics-page.js';
import { Bar } from './bar.js';
import { Chat } from './chat.js';
import { ConversationsPage } from './conversations-page.js';
import { FirstMessage } from './first-message.js';
import { Footer } from './footer.js';
import { Help } from './help.js';
import { KeyForm } from './key-form.js';
import { Notice } from './notice.js';
import { OperationsPage } from './operations-page.js';
import { Overview } from './overview.js';
import type { PageData } from './page-data.js';
import type { Scene } from './scene.js';
import { Failed } from './whenever.js';

interface DashboardProps {
  readonly scene: Scene;
  readonly data: PageData;
}

/** The whole page, as a function of its state and data. A browser and a server render it alike. */
export function Dashboard({ scene, data }: DashboardProps): JSX.Element {
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
          <Main scene={scene} data={data} />
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

function Main({ scene, data }: DashboardProps): ComponentChildren {
  const { page } = scene.state;
  if (data.needsKey !== undefined) return <KeyForm scene={scene} reason={data.needsKey.reason} />;
  if (data.projects.state === 'failed') return <Failed scene={scene} reason={data.projects.reason} />;
  if (data.projects.state === 'ready' && data.projects.data.length === 0 && page !== 'operations')
    return <FirstMessage scene={scene} address={data.address} />;
  switch (page) {
    case 'overview':
      return <Overview scene={scene} cards={data.cards} panels={data.panels} />;
    case 'conversations':
      return <ConversationsPage scene={scene} conversations={data.conversations} found={data.found} />;
    case 'analytics':
      return <AnalyticsPage scene={scene} definable={data.definable} analytics={data.analytics} />;
    case 'operations':
      return <OperationsPage scene={scene} status={data.status} deadJobs={data.deadJobs} />;
  }
}
