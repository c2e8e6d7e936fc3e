import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Scene } from './scene.js';

/** The keys of the page, in the order of the list. The browser's entry gives them their meaning. */
const KEYS: readonly (readonly [key: string, meaning: string])[] = [
  ['?', 'Show this list'],
  ['/', 'Search messages'],
  ['g o', 'Overview'],
  ['g c', 'Conversations'],
  ['g a', 'Analytics'],
  ['g p', 'Operations, for admins'],
  ['1 … 6', 'Choose a card'],
  ['[ ]', 'The period before, or after'],
  ['c', 'Compare with the period before'],
  ['j k', 'The next row, or the previous one'],
  ['m', 'More rows of a list'],
  ['← →', 'In a chart: along it; Home and End: its ends'],
  ['Esc', 'Close what is open'],
];

/** Shows the keys. A dialog keeps the focus, and gives it back. */
export function Help({
  scene: { actions },
  isShown,
}: {
  readonly scene: Scene;
  readonly isShown: boolean;
}): JSX.Element | null {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isShown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isShown]);
  if (actions === undefined) return null;
  return (
    <dialog
      ref={dialog}
      class="help surface"
      aria-labelledby="help-title"
      onClose={() => actions.showHelp(false)}
    >
      <h2 id="help-title">Keyboard</h2>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>{key.split(' ').map((part) => (part === '…' ? ' … ' : <kbd key={part}>{part}</kbd>))}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="primary">
          Close
        </button>
      </form>
    </dialog>
  );
}
