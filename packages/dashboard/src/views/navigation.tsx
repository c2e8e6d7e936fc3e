import type { JSX } from 'preact';
import { PAGE_IDS, type PageId } from '../state/view-state.js';
import { PAGE_TITLES } from './names.js';
import type { Scene } from './scene.js';

/** The pages. Operations are for admins only. */
export function Navigation({ scene }: { readonly scene: Scene }): JSX.Element {
  const pages = PAGE_IDS.filter((page) => page !== 'operations' || scene.session?.access === 'admin');
  return (
    <nav class="pages" aria-label="Pages">
      {pages.map((page: PageId) => (
        <a
          key={page}
          href={scene.link({ page, panel: undefined, conversation: undefined, text: '' })}
          aria-current={scene.state.page === page ? 'page' : undefined}
        >
          {PAGE_TITLES[page]}
        </a>
      ))}
    </nav>
  );
}
