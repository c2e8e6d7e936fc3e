import type { DescriptorInput } from '@memex/core';
import type { Session } from '../api/api.js';
import type { Chart } from '../charts/chart.js';
import type { ChartSize } from '../charts/chart-size.js';
import type { DrawnChart } from '../charts/engine.js';
import type { Formats } from '../charts/formats.js';
import type { PictureWords } from '../charts/standalone-svg.js';
import type { Span } from '../state/span.js';
import type { ViewState } from '../state/view-state.js';

/** What every component needs beside its data. */
export interface Scene {
  readonly state: ViewState;
  /** The language of numbers and dates: a tag of BCP 47. */
  readonly locale: string;
  /** The configured time zone, by its name of the IANA. */
  readonly timeZone: string;
  readonly formats: Formats;
  /** The date of today in the configured time zone. */
  readonly today: string;
  /** The window as times, both ends inclusive. */
  readonly range: Span['range'];
  /** What the key of the reader may do; `undefined` until it is known. */
  readonly session: Session | undefined;
  /** The address of the page with something changed. */
  readonly link: (change: Partial<ViewState>) => string;
  /** The parameters of the address without some, for forms that replace those. */
  readonly fieldsWithout: (names: readonly string[]) => readonly (readonly [name: string, value: string])[];
  /** Draws charts as text, on the server. In a browser they are drawn when the engine is there. */
  readonly svgOf: ((chart: Chart, size: ChartSize, words: PictureWords) => string) | undefined;
  /** What only scripts can do. `undefined` on a page without them: then its controls are not shown. */
  readonly actions: Actions | undefined;
}

/** Whether live news arrive, are not to be had now, or are not asked for because nobody looks. */
export type Liveness = 'on' | 'off' | 'paused';

export interface Actions {
  readonly useKey: (key: string) => void;
  readonly forgetKey: () => void;
  readonly define: (descriptor: DescriptorInput) => void;
  readonly compute: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly retryJob: (id: string) => void;
  readonly dropJob: (id: string) => void;
  /** Saves a file that the API streams: its path with the query, and its name. */
  readonly saveExport: (path: string, name: string) => void;
  /** Loads everything once more. */
  readonly reload: () => void;
  readonly copy: (text: string) => void;
  readonly savePicture: (chart: Chart, words: PictureWords) => void;
  readonly drawChart: (
    element: HTMLElement,
    chart: Chart,
    words: PictureWords,
    onChoose: (index: number) => void,
  ) => Promise<DrawnChart>;
  /** Shows another address of the page. */
  readonly open: (search: string) => void;
  readonly showHelp: (isShown: boolean) => void;
}
