import type { DescriptorInput } from '@memex/core';
import type { JSX } from 'preact';
import type { CardId, PanelId } from '../state/view-state.js';
import { descriptorTitle } from './descriptor-title.js';
import { Icon } from './icon.js';
import { CARD_TEXTS, PANEL_TITLES } from './names.js';
import type { Scene } from './scene.js';

interface DefineFormProps {
  readonly scene: Scene;
  readonly source: CardId | PanelId;
  /** What the source asks for its figures. */
  readonly descriptors: readonly DescriptorInput[];
}

/** Makes a stored analytic of what a card or a panel asks. */
export function DefineForm({ scene, source, descriptors }: DefineFormProps): JSX.Element {
  const { actions, session } = scene;
  const mayDefine = actions !== undefined && session !== undefined && session.access !== 'read';
  return (
    <section class="surface define" aria-labelledby="define-title">
      <div class="panel-head">
        <div>
          <h2 id="define-title">“{TITLES[source]}” as descriptor</h2>
          <p class="soft">
            {mayDefine
              ? 'Define it, and it is computed every night.'
              : 'What the page asks the API. Defining it needs scripts and a key that may write.'}
          </p>
        </div>
        <a class="button icon-button quiet" href={scene.link({ define: undefined })} aria-label="Close">
          <Icon name="close" />
        </a>
      </div>
      <ol class="descriptors">
        {descriptors.map((descriptor) => (
          <li key={JSON.stringify(descriptor)}>
            <p>{descriptorTitle(descriptor)}</p>
            <pre class="text json">{JSON.stringify(descriptor, null, 2)}</pre>
            {actions === undefined ? null : (
              <div class="buttons">
                {mayDefine ? (
                  <button type="button" class="primary" onClick={() => actions.define(descriptor)}>
                    Define
                  </button>
                ) : null}
                <button type="button" onClick={() => actions.copy(JSON.stringify(descriptor))}>
                  Copy
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const TITLES: Readonly<Record<CardId | PanelId, string>> = {
  ...PANEL_TITLES,
  'active-users': CARD_TEXTS['active-users'].title,
  'new-users': CARD_TEXTS['new-users'].title,
  conversations: CARD_TEXTS.conversations.title,
  'messages-per-conversation': CARD_TEXTS['messages-per-conversation'].title,
  'fallback-rate': CARD_TEXTS['fallback-rate'].title,
  'answer-time': CARD_TEXTS['answer-time'].title,
};
