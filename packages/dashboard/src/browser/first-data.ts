import { FIRST_DATA, type FirstData } from '../api/first-data.js';

/** What came with the page; `undefined` if a key is needed to know anything. */
export function readFirstData(): FirstData | undefined {
  const text = document.querySelector<HTMLMetaElement>(`meta[name="${FIRST_DATA}"]`)?.content;
  return text === undefined ? undefined : JSON.parse(text);
}
