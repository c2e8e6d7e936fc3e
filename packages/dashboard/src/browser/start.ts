// Runs before the page itself is there: what it is going to ask is on its way while it is loaded and compiled.
import { sendEarly } from '../api/early-calls.js';
import { readFirstData } from './first-data.js';
import { fetchCall } from './send-with-key.js';

sendEarly(readFirstData()?.calls ?? [], (call) => fetchCall({ ...call, signal: null }));
