import { ApiError, apiErrorOf } from '../api/api-error.js';
import { bounded } from './bounded.js';
import { saveBlob } from './save-file.js';
import { sendWithKey } from './send-with-key.js';

declare global {
  interface Window {
    /** Where a browser lets pages write to files. */
    readonly showSaveFilePicker?: (options: {
      readonly suggestedName: string;
    }) => Promise<FileSystemFileHandle>;
  }
}

/** The largest export that is kept until it can be saved. Browsers keep what is large on their disk, but not without end. */
const MAX_KEPT_BYTES = 1_073_741_824;

/**
 * Saves an export that needs a key, which no link can carry: straight to a file where the browser lets pages do so, else when all of it is there.
 *
 * @returns Whether it was saved; false if the reader chose no file.
 * @throws ApiError if the API refuses, the export ends early, or it is too large to be kept. Then no file is left.
 */
export async function saveExport(path: string, name: string): Promise<boolean> {
  const file = await pickFile(name);
  if (file === 'none') return false;
  const response = await sendWithKey({ path, method: 'GET', headers: {}, body: null, signal: null });
  if (!response.ok || response.body === null) throw await apiErrorOf(response);
  try {
    // Until it is closed, what is written is in no file.
    if (file !== undefined) await response.body.pipeTo(await file.createWritable());
    else saveBlob(name, await new Response(response.body.pipeThrough(bounded(MAX_KEPT_BYTES))).blob());
  } catch (error) {
    if (error instanceof RangeError)
      throw new ApiError('This browser cannot save so large an export: use `memex export`', undefined);
    throw new ApiError('The export ended early, and nothing was saved', undefined, { cause: error });
  }
  return true;
}

/** `undefined` if pages cannot write to files here. */
async function pickFile(suggestedName: string): Promise<FileSystemFileHandle | 'none' | undefined> {
  try {
    return await window.showSaveFilePicker?.({ suggestedName });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'none';
    // A frame, or a policy, may forbid it.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
