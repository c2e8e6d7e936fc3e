import { Temporal } from 'temporal-polyfill';
import {
  CARD_IDS,
  DEFAULT_STATE,
  DEFAULT_WINDOW,
  type FieldValue,
  MAX_ROWS,
  MIN_ROWS,
  NAMED_WINDOWS,
  PAGE_IDS,
  PANEL_IDS,
  type ViewState,
  type Window,
} from './view-state.js';

/**
 * Reads the state from the query of an address, such as `?project=library&window=7d`. It takes any text: what it does not understand is as if it
 * was not there.
 */
export function readAddress(search: string): ViewState {
  const query = new URLSearchParams(search);
  return {
    page: oneOf(PAGE_IDS, query.get('page')) ?? DEFAULT_STATE.page,
    project: nonEmpty(query.get('project')),
    window: readWindow(query),
    compare: query.get('compare') !== 'no',
    conditions: query.getAll('where').flatMap(readCondition),
    card: oneOf(CARD_IDS, query.get('card')) ?? DEFAULT_STATE.card,
    panel: oneOf(PANEL_IDS, query.get('panel')),
    define: oneOf([...CARD_IDS, ...PANEL_IDS], query.get('define')),
    conversation: nonEmpty(query.get('conversation')),
    text: query.get('text') ?? '',
    rows: readRows(query.get('rows')),
  };
}

/**
 * Writes a state as the query of an address: `?` and what differs from the default, so that equal states have equal addresses.
 */
export function writeAddress(state: ViewState): string {
  const { page, project, window, compare, conditions, card, panel, define, conversation, text, rows } = state;
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined, usual?: string): void => {
    if (value !== undefined && value !== usual) query.append(name, value);
  };
  set('page', page, DEFAULT_STATE.page);
  set('project', project);
  if (window.kind === 'dates') {
    set('from', window.from);
    set('to', window.to);
  } else if (window.name !== DEFAULT_WINDOW.name) set('window', window.name);
  set('compare', compare ? undefined : 'no');
  for (const condition of conditions) set('where', writeCondition(condition));
  set('card', card, DEFAULT_STATE.card);
  set('panel', panel);
  set('define', define);
  set('conversation', conversation);
  set('text', text, '');
  set('rows', String(rows), String(DEFAULT_STATE.rows));
  return `?${query}`;
}

function readRows(text: string | null): number {
  const rows = text !== null && /^\d{1,6}$/.test(text) ? Number(text) : MIN_ROWS;
  return Math.min(Math.max(rows, MIN_ROWS), MAX_ROWS);
}

/** A named window wins over dates, so that a form can have fields for both. */
function readWindow(query: URLSearchParams): Window {
  const name = oneOf(NAMED_WINDOWS, query.get('window'));
  if (name !== undefined) return { kind: 'named', name };
  const [from, to] = [readDate(query.get('from')), readDate(query.get('to'))];
  if (from === undefined || to === undefined) return DEFAULT_WINDOW;
  return from <= to ? { kind: 'dates', from, to } : { kind: 'dates', from: to, to: from };
}

/** Instants are exact in these years. */
const [MIN_DATE, MAX_DATE] = ['1700-01-01', '2249-12-31'];

function readDate(text: string | null): string | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text) || text < MIN_DATE || text > MAX_DATE)
    return undefined;
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `channel:WEB` for a text, `metadata.score=0.5` for a number or a boolean. The field has no `:` or `=` unless encoded. */
function writeCondition({ field, value }: FieldValue): string {
  const name = field.toWellFormed().replace(/[%:=]/g, encodeURIComponent);
  return typeof value === 'string' ? `${name}:${value}` : `${name}=${value}`;
}

function readCondition(text: string): readonly FieldValue[] {
  const [, name = '', sign, value = ''] = /^([^:=]+)([:=])(.*)$/s.exec(text) ?? [];
  const field = decodeField(name);
  if (field === undefined || field === '') return [];
  if (sign === ':') return [{ field, value }];
  if (value === 'true' || value === 'false') return [{ field, value: value === 'true' }];
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? [{ field, value: number }] : [];
}

function decodeField(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | undefined {
  return known.find((one) => one === text);
}

/** Fields of a form that were left empty are not there. */
function nonEmpty(text: string | null): string | undefined {
  return text === null || text === '' ? undefined : text;
}
