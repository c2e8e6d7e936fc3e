// Loaded with `--import`: has the addresses of all modules that are imported written to the file MODULE_LIST.
import { register } from 'node:module';

register('./hooks.mjs', { parentURL: import.meta.url, data: process.env.MODULE_LIST });
