import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import type { Formats } from '../charts/formats.js';
import type { Actions } from '../views/scene.js';
import { dropKey, keepKey } from './key.js';
import type { Model } from './model.js';
import { saveFile } from './save-file.js';
import type { ModelStore } from './store.js';

interface ActionOptions {
  readonly api: Api;
  readonly store: ModelStore<Model>;
  readonly load: () => Promise<void>;
  readonly formats: () => Formats;
  readonly open: (search: string) => void;
}

const NOTICE_MS = 5_000;

/** What the controls of the page do that are neither links nor forms. */
export function createActions({ api, store, load, formats, open }: ActionOptions): Actions {
  const tell = (text: string, isFailure = false): void => {
    const notice = { text, isFailure };
    store.set({ notice });
    setTimeout(() => {
      if (store.get().notice === notice) store.set({ notice: undefined });
    }, NOTICE_MS);
  };
  const attempt = async <T>(call: () => Promise<T>, done: (result: T) => string): Promise<void> => {
    try {
      tell(done(await call()));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell(error.message, true);
    }
  };
  const change = async (call: () => Promise<unknown>, done: string): Promise<void> => {
    await attempt(call, () => done);
    await load();
  };
  return {
    useKey: (key) => {
      keepKey(key);
      store.set({ session: undefined });
      void load();
    },
    forgetKey: () => {
      dropKey();
      store.set({ session: undefined });
      void load();
    },
    define: (descriptor) =>
      void change(() => api.define(descriptor), 'Defined. It is computed every night, and on demand.'),
    compute: (id) => void change(() => api.compute(id), 'Requested. The result shows when it is there.'),
    remove: (id) => void change(() => api.remove(id), 'Deleted.'),
    retryJob: (id) => void change(() => api.retryJob(id), 'Queued again.'),
    dropJob: (id) => void change(() => api.dropJob(id), 'Deleted.'),
    saveExport: (path, name) => {
      tell(`Exporting ${name} …`);
      void (async () => {
        const { saveExport } = await import('./save-export.js');
        await attempt(
          async () => saveExport(path, name),
          (isSaved) => (isSaved ? `${name} is saved` : 'Not exported'),
        );
      })();
    },
    reload: () => void load(),
    copy: (text) =>
      void navigator.clipboard.writeText(text).then(
        () => tell('Copied'),
        () => tell('The browser does not let this page copy', true),
      ),
    open,
    drawChart: async (element, chart, words, onChoose) =>
      (await import('./drawing.js')).drawOnPage(element, chart, words, formats(), onChoose),
    savePicture: (chart, words) =>
      void import('./drawing.js').then(({ chartFile }) =>
        saveFile(`${words.title}.svg`, 'image/svg+xml', chartFile(chart, words, formats())),
      ),
    showHelp: (isHelpShown) => store.set({ isHelpShown }),
  };
}
