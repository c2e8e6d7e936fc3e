#!/usr/bin/env node
import { run } from '../dist/entry.js';

process.exitCode = await run(process.argv);
// What a driver has left open, such as a connection to a server that hangs, does not keep a process that is done.
setTimeout(() => process.exit(), 1_000).unref();
