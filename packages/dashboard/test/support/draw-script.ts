import { drawChart } from '../../src/charts/engine.js';
import { createFormats } from '../../src/charts/formats.js';
import { optionOf } from '../../src/charts/option.js';
import { PAGE_THEME } from '../../src/charts/theme.js';
import { CHARTS } from './charts.js';

// Draws into a page, and lets a test go on from there.
const look = { formats: createFormats('en-GB', 'Europe/Rome'), theme: PAGE_THEME };
const words = { title: 'A chart', description: 'It rises.' };
const place = document.querySelector('#chart');
if (!(place instanceof HTMLElement)) throw new Error('the page has no place for a chart');
const drawn = drawChart(place, optionOf(CHARTS.lines, look), words);
Object.assign(window, {
  drawn,
  draw: (kind: keyof typeof CHARTS) => drawn.update(optionOf(CHARTS[kind], look), words),
});
