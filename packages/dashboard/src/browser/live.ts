import { eventsIn } from './events-in.js';
import { sendWithKey } from './send-with-key.js';

/** Follows a project. */
export interface LiveStream {
  readonly stop: () => void;
}

interface LiveOptions {
  readonly project: string;
  /** Something has changed since the stream began. */
  readonly onNews: () => void;
  readonly onState: (isOn: boolean) => void;
}

const RETRY_MS = 5_000;

/** Reads the live stream, and opens it again when it breaks. It is read with `fetch`, because only so a key can go in a header. */
export function followProject({ project, onNews, onState }: LiveOptions): LiveStream {
  const controller = new AbortController();
  const { signal } = controller;
  void (async () => {
    while (!signal.aborted) {
      try {
        await readStream(project, signal, onNews, onState);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      }
      onState(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  })();
  return { stop: () => controller.abort() };
}

async function readStream(
  project: string,
  signal: AbortSignal,
  onNews: () => void,
  onState: (isOn: boolean) => void,
): Promise<void> {
  const path = `live?${new URLSearchParams({ project })}`;
  const response = await sendWithKey({ path, method: 'GET', headers: {}, body: null, signal });
  if (!response.ok || response.body === null) return;
  let isFirst = true;
  for await (const event of eventsIn(response.body)) {
    onState(event === 'messages');
    // The first one tells how things are, and so they were just loaded.
    if (event === 'messages' && !isFirst) onNews();
    isFirst = false;
  }
}
