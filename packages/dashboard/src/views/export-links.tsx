import type { JSX } from 'preact';
import type { Scene } from './scene.js';

interface ExportLinksProps {
  readonly scene: Scene;
  readonly kind: 'messages' | 'analytics';
  readonly project: string | undefined;
}

const NAMES: Readonly<Record<string, string>> = { ndjson: 'NDJSON', csv: 'CSV', parquet: 'Parquet' };

/** Leads to files with everything that a list is about, however long it is. They are links, so a browser saves them itself where no key is needed. */
export function ExportLinks({ scene, kind, project }: ExportLinksProps): JSX.Element | null {
  const { actions, session } = scene;
  const formats = session?.exports ?? [];
  if (project === undefined || formats.length === 0) return null;
  const { parameters, leftOut } =
    kind === 'messages' ? messagesOf(scene) : { parameters: {}, leftOut: false };
  return (
    <details class="popover menu exports">
      <summary class="button" aria-label={`Export ${kind}`}>
        Export
      </summary>
      <ul class="sheet">
        {formats.map((format) => {
          const path = `export/${kind}?${new URLSearchParams({ project, ...parameters, format })}`;
          const file = `${kind}.${format}`;
          return (
            <li key={format}>
              <a
                download={file}
                href={path}
                onClick={(event) => {
                  if (actions === undefined || session?.keys !== true) return;
                  event.preventDefault();
                  actions.saveExport(path, file);
                }}
              >
                {NAMES[format] ?? format}
              </a>
            </li>
          );
        })}
        <li class="soft note">{ABOUTS[leftOut ? 'leftOut' : kind]}</li>
      </ul>
    </details>
  );
}

const ABOUTS = {
  messages: 'All messages of the window',
  analytics: 'All analytics of the project',
  leftOut: 'All messages of the window, whatever the other filters and words',
} as const;

/** What an export of messages takes of the state: the window, and a user. */
function messagesOf({ range, state: { conditions, text } }: Scene) {
  const user = conditions.find(({ field, value }) => field === 'userId' && typeof value === 'string');
  return {
    parameters: { ...range, ...(user === undefined ? {} : { userId: String(user.value) }) },
    leftOut: text !== '' || conditions.some((one) => one !== user),
  };
}
